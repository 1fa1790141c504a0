package app;

import java.util.List;
import lib.Tool;
import org.elsewhere.Missing;

public class Main {
    List<Tool> tools;
    Missing missing;
}
