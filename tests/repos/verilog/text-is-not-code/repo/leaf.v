module leaf(input a); endmodule
