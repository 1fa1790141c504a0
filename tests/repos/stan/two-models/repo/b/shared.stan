real f() { return 2; }
