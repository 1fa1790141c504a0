import Lake
open Lake DSL
package app
lean_lib Core where
  srcDir := "source"
lean_exe tool where
  root := `Main
