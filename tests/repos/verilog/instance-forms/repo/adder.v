module adder #(parameter W = 8, parameter N = 1) (input [W-1:0] a); endmodule
