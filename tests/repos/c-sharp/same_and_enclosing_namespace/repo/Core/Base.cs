namespace Core;

public class Base { }
