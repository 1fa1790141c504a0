BeginPackage["Unused`"]
EndPackage[]
