BeginPackage["Shapes`Unused`"]
EndPackage[]
