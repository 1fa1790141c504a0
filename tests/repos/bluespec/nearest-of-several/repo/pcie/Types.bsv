typedef Bit#(64) Address;
