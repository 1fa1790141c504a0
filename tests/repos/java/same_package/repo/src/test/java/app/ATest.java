package app;

class ATest {
    A subject = new A();
}
