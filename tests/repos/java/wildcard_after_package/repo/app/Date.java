package app;

class Date {
}
