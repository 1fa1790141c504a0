int open_socket() { return 0; }
