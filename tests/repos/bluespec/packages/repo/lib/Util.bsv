package Util;
import Types::*;
endpackage
