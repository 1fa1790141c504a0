package vector;
endpackage
