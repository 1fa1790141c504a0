function Two { }
