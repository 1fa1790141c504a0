int now();
