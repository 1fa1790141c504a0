module mem_fpga; endmodule
