module main
open graph[Node] as g
open pair[Node, Edge]
open util/relation
open absent[Node]
sig Node {}
sig Edge {}
