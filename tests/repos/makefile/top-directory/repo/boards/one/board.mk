NAME = one
