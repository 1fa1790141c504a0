%let root = 1;
