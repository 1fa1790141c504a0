proc http {} {}
