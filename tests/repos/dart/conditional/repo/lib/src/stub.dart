void open() {}
