namespace Lib;

public class MarkAttribute : System.Attribute { }
