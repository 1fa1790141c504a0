import tree.Node

println new Node()
