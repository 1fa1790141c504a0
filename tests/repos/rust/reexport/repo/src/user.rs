use crate::inner::Other;
pub fn f(_: Other) {}
