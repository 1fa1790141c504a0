package app;

class Node {
}
