package app

class A : B() {
    val list: List<Alias> = O.make()
    // Ghost
    val text = "Ghost $text"
}
