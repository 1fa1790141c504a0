package lib

interface Marked {
    int LIMIT = 1
}
