@down.sql
@@gone
CREATE TABLE t (id NUMBER);
