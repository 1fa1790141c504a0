module bit_cell(input a, output b); endmodule
