namespace App;

class Entry { }
