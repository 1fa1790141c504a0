import Base::*;
function Byte right(Byte x) = x - 1;
