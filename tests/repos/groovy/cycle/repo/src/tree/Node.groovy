package tree

class Node {
    Node next
    def visit(Walker walker) { walker.at(this) }
}
