mod deep;
mod other;
pub use self::deep::Deep;
pub use other::*;
