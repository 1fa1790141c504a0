#[macro_use]
mod macros;
mod error;
mod store;

pub mod names {
    pub use super::error::*;
}

pub use store::open;
