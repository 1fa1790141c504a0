package app;

public class Service {
    public Model model;
}
