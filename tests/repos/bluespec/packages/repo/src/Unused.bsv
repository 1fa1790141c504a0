package Unused;
endpackage
