typedef Bit#(32) Address;
