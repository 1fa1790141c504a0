package cfg_pkg;
  import bus_pkg::Width;
  localparam int Bits = Width;
endpackage
