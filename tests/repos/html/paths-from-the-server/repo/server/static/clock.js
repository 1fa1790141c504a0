var clock = 1;
