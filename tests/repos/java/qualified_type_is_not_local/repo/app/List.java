package app;

class List {
}
