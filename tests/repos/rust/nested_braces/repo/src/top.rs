use crate::a::{
    b::B, // the first
    c::{self, d::D as Renamed},
};

fn f(_: B, _: Renamed) {
    c::here()
}
