namespace Lib;

public class Plain { }
