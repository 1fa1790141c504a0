`include "defs.svh"
module mem;
`ifdef FPGA
  mem_fpga u();
`else
  mem_sim u();
`endif
  helper h();
endmodule
module helper; endmodule
