module index(input c); endmodule
