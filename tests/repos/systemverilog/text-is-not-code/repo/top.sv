// import old_pkg::*;
/* old u0(.a(1'b0));
`include "old.sv" */
module top;
  leaf u1(.a(1'b0)); // old u2(.a(1'b0));
  initial $display("old u3(); import old_pkg::*; `include \"old.sv\"");
endmodule
