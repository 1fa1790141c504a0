package cfg_pkg; localparam int W = 8; endpackage
