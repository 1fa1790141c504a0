package graph;

public class Node {
}
