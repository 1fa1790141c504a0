real unused() { return 0; }
