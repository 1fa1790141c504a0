BeginPackage["A`Util`"]
