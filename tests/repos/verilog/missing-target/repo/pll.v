`include "clocks.vh"
`include "timing.vh"
`include `BOARD_FILE
module pll(input i, output o);
  wire n;
  not g0(n, i);
  bufif1 g1(o, n, 1'b1);
  PLLE2_BASE #(.CLKFBOUT_MULT(8)) p0(.CLKIN1(i));
endmodule
