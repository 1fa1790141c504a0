BeginPackage["Shapes`", {"Shapes`Common`", "Global`"}]
Needs["Shapes`Areas`"]
Needs["Developer`"]
(* Needs["Shapes`Unused`"] (* nested *) *)
text = "Needs[\"Shapes`Unused`\"]";
EndPackage[]
