@up
DROP TABLE t;
