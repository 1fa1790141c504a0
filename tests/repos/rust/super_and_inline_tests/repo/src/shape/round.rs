use super::Shape;

pub struct Round(u8);

impl Shape for Round {}

fn f() -> u8 {
    crate::twice(1)
}
