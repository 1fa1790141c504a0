real f() { return 1; }
