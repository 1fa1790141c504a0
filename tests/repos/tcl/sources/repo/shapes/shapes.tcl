package provide shapes 1.0
if {[package provide Tk] eq ""} { return }
