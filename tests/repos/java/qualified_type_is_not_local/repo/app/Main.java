package app;

class Main {
    lib.Node node;
    java.util.List<lib.Node> nodes;
}
