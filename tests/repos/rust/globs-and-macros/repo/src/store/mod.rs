use crate::error::*;
use std::fs;

mod disk;

pub fn open(path: &str) -> Result<String, Failure> {
    note!("opening");
    if path.is_empty() {
        return Err(Failure(disk::NONE.into()));
    }
    fs::read_to_string(path).map_err(|error| Failure(error.to_string()))
}
