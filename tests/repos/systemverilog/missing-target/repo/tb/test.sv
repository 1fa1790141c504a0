`include "uvm_macros.svh"
`include "generated_regs.svh"
import uvm_pkg::*;
import std::*;
class test extends uvm_test;
  item first;
endclass
module pads;
  VENDOR_IOBUF pad0(.IO());
  and g0(a, b, c);
endmodule
