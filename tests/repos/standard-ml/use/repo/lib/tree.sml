datatype tree = Leaf | Node of tree * tree
