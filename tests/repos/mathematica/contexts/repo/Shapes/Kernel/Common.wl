BeginPackage["Shapes`Common`"]
EndPackage[]
