#!/usr/bin/env tclsh
package require Tcl 8.6
package require Tk
package require shapes 1.0
package require -exact shapes::circle 1.2
source [file join [file dirname [info script]] lib util.tcl]
source [file join $::dir .. shared config.tcl]
source "$dir/gui.tcl"
source -encoding utf-8 text.tcl
if {$x} { source ./extra.tcl }
# source unused.tcl
puts "source unused.tcl"
source $name
