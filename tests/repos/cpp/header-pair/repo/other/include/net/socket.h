int other_socket();
