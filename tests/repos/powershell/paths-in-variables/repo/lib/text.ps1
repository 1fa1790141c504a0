function T { }
