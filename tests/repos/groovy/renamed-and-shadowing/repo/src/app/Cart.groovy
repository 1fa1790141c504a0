package app

import shop.Item
import shop.Money as Coin

class Cart {
    Item first
    Coin paid
    Total total
}
