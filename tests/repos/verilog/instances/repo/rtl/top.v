`include "defs.vh"
module top (input clk, output [7:0] q);
  wire [7:0] w;
  counter #(.WIDTH(`W)) u_count (.clk(clk), .q(w));
  // adder u_not (.a(w));
  generate
    genvar i;
    for (i = 0; i < 8; i = i + 1) begin : bits
      flop u_flop (.clk(clk), .d(w[i]), .q(q[i]));
    end
  endgenerate
  and g1 (a, b, c);
  vendor_pll u_pll (.clk(clk));
endmodule
