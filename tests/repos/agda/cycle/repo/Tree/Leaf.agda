module Tree.Leaf where
import Tree
