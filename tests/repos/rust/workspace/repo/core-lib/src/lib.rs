pub mod model;
pub fn run(_: model::Model) {}
