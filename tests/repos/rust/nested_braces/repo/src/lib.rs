pub mod a;
mod top;
