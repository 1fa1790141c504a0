part of shop;
class Item {}
