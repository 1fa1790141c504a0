import Types::*;
interface Controller;
   method Address next;
endinterface
