extern crate libc;
mod a;
mod b;
