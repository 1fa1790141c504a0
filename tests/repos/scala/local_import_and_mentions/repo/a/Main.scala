package a

object Main {
  /** See [[Ghost]]. */
  def run(): Unit = {
    import b.Deep
    println("Ghost", Deep.x)
  }
}
