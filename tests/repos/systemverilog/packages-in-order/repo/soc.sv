module soc import bus_pkg::*, mem_pkg::*; (input bus_t in); endmodule
