%even(4);
