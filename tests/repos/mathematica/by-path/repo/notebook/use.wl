Needs["Chem`Units`"];
Needs["Chem`Missing`"];
