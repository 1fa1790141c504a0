module uart(output logic [cfg_pkg::W-1:0] q); endmodule
