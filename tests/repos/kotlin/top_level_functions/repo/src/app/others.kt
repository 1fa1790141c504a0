package app

class Others {
    fun helper(text: String) = text
    fun local() = 1
}
