`include "widths.svh"
package base_pkg; typedef logic [`W-1:0] word_t; endpackage
