namespace Lib;

public class Tool { }
