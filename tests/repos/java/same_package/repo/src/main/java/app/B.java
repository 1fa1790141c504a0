package app;

class B extends A {
}
