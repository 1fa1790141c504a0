module leaf(input logic a); endmodule
