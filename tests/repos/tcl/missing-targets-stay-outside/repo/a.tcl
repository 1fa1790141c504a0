package require http
package require -exact tdom 0.9
source gone.tcl
source [file join $dir gone.tcl]
source /etc/b.tcl
source $name
