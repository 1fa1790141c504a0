proc u {} { uplevel #0 { source [file dirname [info script]]/inner.tcl } }
