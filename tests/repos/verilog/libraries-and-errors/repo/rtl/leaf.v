`timescale 1ns/1ps
`ifdef FPGA
module leaf (input a);
`else
module leaf (input a, input b);
`endif
  unknown_cell u (.a(a));
endmodule
