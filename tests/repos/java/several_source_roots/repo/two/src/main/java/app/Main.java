package app;

import util.Text;

class Main {
    Text text;
}
