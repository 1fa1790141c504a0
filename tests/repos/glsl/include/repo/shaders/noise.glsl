float noise() { return 0.0; }
