BeginPackage["B`"]
<< B`Util`
Needs["A`" -> "a`"]
