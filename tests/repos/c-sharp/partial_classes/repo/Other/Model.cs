namespace Shop;

public class Model { }
