package Types;
typedef Bit#(32) Word;
endpackage
