package lib;

public enum Limits {
    HIGH;
    public static final int LOW = 0;
}
