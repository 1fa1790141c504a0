# source fake.tcl
source real.tcl ;# source fake.tcl
puts "now source fake.tcl"
set source fake.tcl
proc resource {name} { return $name }
resource fake.tcl
data::source_all fake.tcl
