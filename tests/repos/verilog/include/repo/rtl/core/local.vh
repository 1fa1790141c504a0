`define X 1
