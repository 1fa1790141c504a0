package dep

var Y = 1
