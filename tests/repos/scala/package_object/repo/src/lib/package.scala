package object lib {
  type Name = String
}
