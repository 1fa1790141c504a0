--\i unused.sql
\set ON_ERROR_STOP on
\i schema/tables.sql
\ir 'schema/views.sql'
\include :dir/schema/functions.sql
SELECT ' \i quoted.sql ';
