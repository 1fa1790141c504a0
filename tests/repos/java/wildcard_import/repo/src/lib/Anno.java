package lib;

public @interface Anno {
}
