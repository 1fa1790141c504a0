package lib

class Tool {
}
