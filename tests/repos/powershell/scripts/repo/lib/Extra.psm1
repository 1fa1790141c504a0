function X { }
