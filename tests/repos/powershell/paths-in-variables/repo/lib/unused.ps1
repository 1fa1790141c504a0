function U { }
