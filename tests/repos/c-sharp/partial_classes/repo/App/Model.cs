namespace Shop;

public partial class Model { }
