package tool

// Make is only mentioned here.
func Unused() string { return "tool.Make" }
