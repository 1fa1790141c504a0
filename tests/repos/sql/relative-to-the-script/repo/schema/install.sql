\ir tables/person.sql
\ir ../data/person.sql
\ir ../../outside.sql
