real m() { return 2; }
