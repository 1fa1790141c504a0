\ir ../types.sql
CREATE TABLE person (name name_text);
