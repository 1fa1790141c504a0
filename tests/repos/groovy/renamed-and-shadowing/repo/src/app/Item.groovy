package app

class Item {
}
