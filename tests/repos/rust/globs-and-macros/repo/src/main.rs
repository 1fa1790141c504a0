use shelf::{names, note};

fn main() {
    note!("start");
    let _ = names::Failure(String::new());
}
