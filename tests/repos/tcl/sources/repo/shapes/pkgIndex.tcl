if {![package vsatisfies [package provide Tcl] 8.5]} {return}
package ifneeded shapes 1.0 [list source [file join $dir shapes.tcl]]
package ifneeded shapes::circle 1.2 [list source [file join $dir circle.tcl]]
