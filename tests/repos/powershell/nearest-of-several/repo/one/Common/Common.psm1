function One { }
