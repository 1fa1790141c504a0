package cfg_pkg; localparam int W = 16; endpackage
