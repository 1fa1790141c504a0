package app

import lib.Config

object Main extends App {
  println(new Config)
}
