package app

import lib.Tool
import scala.collection.mutable

object Main {
  val tool = new Tool
}
