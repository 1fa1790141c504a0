module flop (input clk, d, output reg q);
  always @(posedge clk) q <= d;
endmodule
module adder (input [7:0] a);
endmodule
