module Data.Tree.Show
import public Data.Tree
