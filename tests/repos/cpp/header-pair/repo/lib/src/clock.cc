int tick() { return 2; }
