package util;

public class Text {
    public static String trim(String text) { return text; }
}
