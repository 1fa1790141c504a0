package app

import lib.{A, B => Renamed, _}

class Main extends A {
  val b: Renamed = Renamed()
  val d = D.make
}
