#[macro_export]
macro_rules! note {
    ($text:expr) => { eprintln!("{}", $text) };
}
