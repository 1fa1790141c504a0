var clock = 2;
