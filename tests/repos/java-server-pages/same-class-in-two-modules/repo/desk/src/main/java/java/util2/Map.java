package java.util2;
public class Map {}
