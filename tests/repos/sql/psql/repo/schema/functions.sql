/*
\i tables.sql
*/
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
