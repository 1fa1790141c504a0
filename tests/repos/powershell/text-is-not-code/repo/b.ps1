function B { }
