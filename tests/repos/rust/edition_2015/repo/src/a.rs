use b::B;
use libc::c_int;
use ::b::B as Again;
