`define FAST 1
