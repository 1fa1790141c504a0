source dump/departments.sql;
SOURCE dump/employees.sql
\. dump/salaries.sql
INSERT INTO log (source) VALUES ('x');
