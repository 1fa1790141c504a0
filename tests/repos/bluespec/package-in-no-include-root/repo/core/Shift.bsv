   `include "debug/Trace.bsv"
   import Alu ::*;
   module mkShift(); endmodule
