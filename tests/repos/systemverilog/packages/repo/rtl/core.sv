module core (bus_if.master bus, input logic [cfg_pkg::Bits-1:0] x);
  bus_pkg::word_t w;
  assign bus.data = bus_pkg::swap(w);
endmodule
