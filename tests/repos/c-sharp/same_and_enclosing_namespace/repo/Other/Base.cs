namespace Other;

public class Base { }
