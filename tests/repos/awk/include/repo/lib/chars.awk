function ord(c) { return index("abc", c) }
