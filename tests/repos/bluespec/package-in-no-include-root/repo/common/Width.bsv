package Width;
typedef 32 XLEN;
endpackage
