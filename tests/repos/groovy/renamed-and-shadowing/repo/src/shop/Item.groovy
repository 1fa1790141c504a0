package shop

class Item {
}
