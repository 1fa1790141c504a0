module leaf;
  prim u1 ();
endmodule
