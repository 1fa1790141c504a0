`include "alu.v"
module tb; endmodule
