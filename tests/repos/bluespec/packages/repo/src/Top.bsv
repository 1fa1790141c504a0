package Top;
import FIFO :: *;
import Vector::*;
import Types :: *;
import Util::*;
import Classic::*;
import "BVI" module mkRaw (Raw);
// import Unused :: *;
/* import Unused :: *; */
`include "defs.bsvi"
module mkTop (Empty);
   String s = "import Unused :: *;";
endmodule
endpackage
