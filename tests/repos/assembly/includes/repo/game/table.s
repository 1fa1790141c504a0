  DCD 1
