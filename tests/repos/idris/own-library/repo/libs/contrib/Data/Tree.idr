module Data.Tree
import Data.List
