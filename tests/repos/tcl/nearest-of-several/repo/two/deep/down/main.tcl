source ../util.tcl
