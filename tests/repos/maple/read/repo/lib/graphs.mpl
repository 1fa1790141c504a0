(* read "matrices.mpl": *)
Graphs := module() end module:
