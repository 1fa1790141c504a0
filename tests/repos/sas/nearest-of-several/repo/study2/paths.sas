%let root = 2;
