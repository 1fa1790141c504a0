package tree

class Walker {
    def at(Node node) { node.next }
}
