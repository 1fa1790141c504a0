BeginPackage["Solver`"]
Needs["Plotter`"]
Needs["Gone`"]
Needs["DifferentialEquations`InterpolatingFunctionAnatomy`"]
message = "<< Unused`"
Begin["`Private`"]
(* << Unused` *)
x = {1} <> "Needs";
End[]
EndPackage[]
