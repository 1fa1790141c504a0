import Types::*;
interface Link;
   method Address peer;
endinterface
