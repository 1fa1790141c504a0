var other = 1;
