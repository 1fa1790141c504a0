\ir tables.sql
CREATE VIEW adults AS SELECT * FROM person;
