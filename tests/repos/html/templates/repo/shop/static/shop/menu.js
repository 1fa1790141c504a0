var menu = 1;
