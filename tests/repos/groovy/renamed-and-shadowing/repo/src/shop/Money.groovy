package shop

class Money {
}
