package lib;

public class Config {
    Reader reader;
}
