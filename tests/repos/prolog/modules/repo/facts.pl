fact(a).
