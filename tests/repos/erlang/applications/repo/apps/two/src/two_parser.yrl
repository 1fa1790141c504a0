Nonterminals list.
Terminals atom.
Rootsymbol list.
list -> atom : '$1'.
