var both = 1;
