package lib;

public class Unused {
}
