`include "defs.vh"
`include "local.vh"
module alu; endmodule
