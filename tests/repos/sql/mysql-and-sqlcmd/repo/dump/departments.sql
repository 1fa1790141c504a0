INSERT INTO departments VALUES (1);
