# a script of its own, on no module path
message("dashboard")
