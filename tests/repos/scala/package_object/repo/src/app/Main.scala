package app

import lib.Name
import lib.core._

object Main {
  def run(name: Name, engine: Engine): ju.Enumeration = null
}
