proc real {} { return 1 }
