package lib;

public class Tool implements Marked {
}
