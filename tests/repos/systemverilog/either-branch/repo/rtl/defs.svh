`define DEPTH 16
