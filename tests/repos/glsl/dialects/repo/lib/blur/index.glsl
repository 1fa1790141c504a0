float blur() { return 0.0; }
