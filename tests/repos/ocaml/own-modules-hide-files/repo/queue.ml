let push = 1
