// `include "old.v"
/* old u0(.a(1'b0)); */
module top;
  (* keep = "old" *) leaf u1(.a(1'b0));
  // synthesis translate_off
  initial $display("`include \"old.v\" old u2();");
  wire old;
  assign old = 1'b0;
endmodule
