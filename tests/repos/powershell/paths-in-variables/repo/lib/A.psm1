function A { }
