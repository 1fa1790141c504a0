real scale;
