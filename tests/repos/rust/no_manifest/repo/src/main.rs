mod cli;
use cli::args::Args;
fn main() {}
