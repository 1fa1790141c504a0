package lib;

public class Node {
}
