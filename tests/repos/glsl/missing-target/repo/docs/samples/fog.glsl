float fog() { return 0.0; }
