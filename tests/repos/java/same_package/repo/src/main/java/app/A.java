package app;

class A {
    B partner;
}
