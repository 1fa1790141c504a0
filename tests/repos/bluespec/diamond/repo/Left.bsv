import Base::*;
function Byte left(Byte x) = x + 1;
