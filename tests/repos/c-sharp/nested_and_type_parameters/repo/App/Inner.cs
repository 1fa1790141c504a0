namespace App;

class Inner { }
