setenv A 1
