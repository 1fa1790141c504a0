typedef UInt#(8) Byte;
