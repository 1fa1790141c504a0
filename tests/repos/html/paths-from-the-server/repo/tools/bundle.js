var built = 1;
