module rooms
sig Room {}
