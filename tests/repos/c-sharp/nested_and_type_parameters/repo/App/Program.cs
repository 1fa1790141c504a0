namespace App;

class Program<Item>
{
    Entry entry;
    Item item;
    Outer.Inner inner;
    class Entry { }
}
