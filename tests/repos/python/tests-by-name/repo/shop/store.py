def count(): return 0
