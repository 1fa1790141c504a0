package app;

class Item {
}
