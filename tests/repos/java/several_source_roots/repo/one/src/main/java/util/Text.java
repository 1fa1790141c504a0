package util;

public class Text {
}
