namespace Lib;

public static class Maths { public static int Twice(int x) => 2 * x; }
