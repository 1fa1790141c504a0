package ifneeded tool 2.0 [list source [file join $dir main.tcl]]
