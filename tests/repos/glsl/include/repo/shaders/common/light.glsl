float light() { return 1.0; }
