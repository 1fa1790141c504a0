assert() { :; }
