BeginPackage["B`Util`"]
