interface bus_if import bus_pkg::*; (input logic clk);
  word_t data;
  modport master (output data);
endinterface
