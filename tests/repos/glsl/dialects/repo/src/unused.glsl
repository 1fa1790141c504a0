float unused() { return 0.0; }
