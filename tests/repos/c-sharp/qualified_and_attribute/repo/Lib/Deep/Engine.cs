namespace Lib.Deep;

public static class Engine { public static void Start() { } }
