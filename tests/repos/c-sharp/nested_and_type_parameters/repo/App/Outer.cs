namespace App;

class Outer { public class Inner { } }
