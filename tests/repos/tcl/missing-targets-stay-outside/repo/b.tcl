package provide bee 1.0
