int wire_open(int port) { return port > 0 ? port : -1; }
