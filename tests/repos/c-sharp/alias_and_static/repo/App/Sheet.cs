namespace Lib;

public class Grid { }
