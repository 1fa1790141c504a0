module old(input logic a); endmodule
