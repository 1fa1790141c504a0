function unused() { }
