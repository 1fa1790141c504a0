namespace App;

class Program { Tool tool; }
