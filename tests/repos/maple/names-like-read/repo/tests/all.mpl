readdata("points.mpl", 2):
readlib(points):
s := "a string with # no comment": read "points.mpl":
t := `read "lines.mpl"`: # read "lines.mpl":
f := fopen("lines.mpl", READ):
