SELECT source
  FROM start
 WHERE start = 'x.sql';
/* @x.sql
   start x.sql */
-- @@x.sql
\copy person from 'x.sql'
\o x.sql
\echo '\i x.sql'
START TRANSACTION;
\i y.sql
COMMIT;
