package lib

class Tool {
    val size = 1
}
