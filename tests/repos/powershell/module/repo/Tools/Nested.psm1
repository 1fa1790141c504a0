function N { }
