open util/queue[Car] as line
open util/integer
open missing/lane
sig Car {}
