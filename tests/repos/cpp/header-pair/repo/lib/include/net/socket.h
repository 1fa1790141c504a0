int open_socket();
