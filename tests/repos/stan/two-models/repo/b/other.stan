real g() { return 2; }
