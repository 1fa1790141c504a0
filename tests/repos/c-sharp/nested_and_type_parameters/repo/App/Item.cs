namespace App;

class Item { }
