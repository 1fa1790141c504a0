import FIFO :: *;
import Vector :: *;
import ClientServer :: *;
import Fifo :: *;
`include "ProjectConfig.bsv"
package Queue;
endpackage
