module cast (input logic [31:0] i, output logic [31:0] o);
  assign o = bus_pkg::word_t'(i);
  import uvm_pkg::*;
endmodule
