setenv B 1
