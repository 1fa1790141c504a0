proc fake {} { return 2 }
