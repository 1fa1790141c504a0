BeginPackage["Plotter`", "Solver`"]
EndPackage[]
