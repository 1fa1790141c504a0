package app

import util.Text
import util.deep
import deep.Leaf

object Main {
  Text.go(new Leaf)
}
