namespace Shop;

class Program { Model model; }
