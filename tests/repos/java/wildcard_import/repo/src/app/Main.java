package app;

import lib.*;

@Anno
public class Main {
    void run() {
        Used.go();
        // Unused.go();
        String text = "Unused";
    }
}
