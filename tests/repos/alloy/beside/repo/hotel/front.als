open rooms
open keys[Room]
open util/boolean
sig Desk {}
