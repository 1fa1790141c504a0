package app

class Peer {
    int x = 1
}
