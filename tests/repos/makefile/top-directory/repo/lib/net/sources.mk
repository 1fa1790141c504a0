SOURCES = tcp.c
