function S { }
