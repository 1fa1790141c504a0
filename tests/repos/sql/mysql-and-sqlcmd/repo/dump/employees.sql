INSERT INTO employees VALUES (1);
