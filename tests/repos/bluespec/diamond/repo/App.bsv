import Left::*; // first
import Right::*;
function Bool same(UInt#(8) x) = left(x) == right(x);
