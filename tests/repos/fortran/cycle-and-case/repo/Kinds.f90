Module Kinds_Mod
  Use Grid_Mod, Only : N
End Module Kinds_Mod
