`define TRACE $display("%t", $time)
