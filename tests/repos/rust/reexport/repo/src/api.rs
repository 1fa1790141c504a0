use crate::inner::Deep;
pub fn f(_: Deep) {}
