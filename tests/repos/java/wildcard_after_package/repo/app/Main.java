package app;

import time.*;

class Main {
    Date date;
}
