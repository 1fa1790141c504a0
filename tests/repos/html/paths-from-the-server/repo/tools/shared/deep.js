var deep = 1;
