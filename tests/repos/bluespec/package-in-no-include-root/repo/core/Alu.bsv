`include "debug/Trace.bsv"
`include "../common/Width.bsv"
interface Alu;
   method Bit#(32) sum;
endinterface
