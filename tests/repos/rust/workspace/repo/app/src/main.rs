use core_lib::model::Model;
use core_lib::run;
use serde::Serialize;
use tools::help;

fn main() { run(help(Model)) }
