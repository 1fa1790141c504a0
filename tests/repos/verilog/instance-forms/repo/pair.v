module pair(input c); endmodule
