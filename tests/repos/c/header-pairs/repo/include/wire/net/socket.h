int wire_open(int port);
