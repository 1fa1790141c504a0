tools[x_] := x
