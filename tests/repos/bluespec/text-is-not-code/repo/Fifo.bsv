package Fifo;
endpackage
