package lib;

public class Used {
    public static void go() { }
}
