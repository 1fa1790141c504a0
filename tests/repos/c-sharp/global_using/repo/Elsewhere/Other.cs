namespace Elsewhere;

class Other { Tool tool; }
