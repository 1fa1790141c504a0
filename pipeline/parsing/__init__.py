"""tree-sitter on a leash: grammars, what is read from a tree, and the process that can be killed."""
