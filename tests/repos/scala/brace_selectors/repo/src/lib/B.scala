package lib

case class B()
