package app;

class Entry {
}
