BeginPackage["Graphs`Main`"]
EndPackage[]
