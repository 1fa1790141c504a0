mod shape;
pub const LIMIT: u8 = 1;
pub fn twice(x: u8) -> u8 { x * 2 }
