module top;
  leaf u0 ();
endmodule
