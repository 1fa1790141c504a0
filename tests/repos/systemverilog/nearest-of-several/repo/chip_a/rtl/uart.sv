module uart import cfg_pkg::*; (output logic [W-1:0] q); endmodule
