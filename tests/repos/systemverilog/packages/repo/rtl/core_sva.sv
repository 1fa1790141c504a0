module core_sva (input logic clk);
endmodule
