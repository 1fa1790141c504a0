:setvar path "."
:r $(path)\schema.sql
:r .\missing.sql
GO
