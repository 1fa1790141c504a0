BeginPackage["A`", {"A`Util`"}]
