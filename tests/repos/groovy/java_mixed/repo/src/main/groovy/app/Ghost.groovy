package app

class Ghost {
    int x = 1
}
