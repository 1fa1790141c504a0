package lib {
  package core {
    class Engine
  }
}
