package app;

import graph.Node;
import java.util.List;

class Main<Item> {
    Node node;
    List<Node> nodes;
    Entry entry;
    Item item;

    static class Entry {
    }
}
