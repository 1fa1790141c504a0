module old(input a); endmodule
