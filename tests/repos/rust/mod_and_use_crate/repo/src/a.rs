use crate::b::Thing;
use std::fmt;

pub fn run() -> Thing {
    Thing
}
