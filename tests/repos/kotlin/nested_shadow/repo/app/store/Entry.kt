package app.store

class Entry
