pub mod b;
pub mod c;
