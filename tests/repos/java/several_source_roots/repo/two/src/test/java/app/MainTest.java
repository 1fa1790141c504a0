package app;

class MainTest {
    Main main;
}
