INSERT INTO person VALUES ('Ada');
