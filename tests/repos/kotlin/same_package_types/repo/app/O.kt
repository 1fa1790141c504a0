package app

object O {
    fun make(): List<Int> = emptyList()
}
