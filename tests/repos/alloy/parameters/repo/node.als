module node
sig N {}
