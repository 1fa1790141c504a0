package lib;

public interface Constants {
    int MAXIMUM = 1;
}
