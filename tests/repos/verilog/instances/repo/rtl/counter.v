module counter #(parameter WIDTH = 4) (clk, q);
  input clk; output [WIDTH-1:0] q;
  adder u_add (.a(q));
endmodule
