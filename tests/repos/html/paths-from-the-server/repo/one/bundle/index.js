var bundle = 1;
