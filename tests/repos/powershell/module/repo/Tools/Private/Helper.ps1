function H { }
