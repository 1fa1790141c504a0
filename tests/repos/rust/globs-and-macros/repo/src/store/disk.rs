// fs::nothing() here is the standard library's, error::Failure in a comment no path
use std::error;

pub const NONE: &str = "no path";

pub fn told(one: &dyn error::Error) -> String {
    one.to_string()
}
