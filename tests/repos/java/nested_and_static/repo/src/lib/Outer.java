package lib;

public class Outer {
    public static class Inner {
    }
}
