package app

case class Renamed()
