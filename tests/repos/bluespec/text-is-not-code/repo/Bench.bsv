// import Fifo :: *;
/* the old bench had
import Fifo :: *;
`include "Fifo.bsv" */
package Bench;
   // `include "Fifo.bsv"
   module mkBench();
      rule go;
         $display("import Fifo :: *; `include \"Fifo.bsv\"");
      endrule
   endmodule
endpackage
