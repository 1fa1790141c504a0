var home = 1;
