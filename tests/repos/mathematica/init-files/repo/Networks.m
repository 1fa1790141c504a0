BeginPackage["Networks`"];
EndPackage[];
