BeginPackage["Shapes`Areas`"]
Begin["`Private`"]
Needs["Shapes`Common`"]
Needs["Shapes`"] (* for ShapeQ *)
End[]
EndPackage[]
