pub mod d;
pub fn here() {}
