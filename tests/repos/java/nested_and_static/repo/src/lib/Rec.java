package lib;

public record Rec(int value) {
    public static Rec of(int value) {
        return new Rec(value);
    }
}
