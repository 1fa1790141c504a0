read "/home/me/b.mpl":
read cat(dir, "b.mpl"):
thread := "x": bread("b.mpl"):
