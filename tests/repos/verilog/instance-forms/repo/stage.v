module stage(input c); endmodule
