// not the library
