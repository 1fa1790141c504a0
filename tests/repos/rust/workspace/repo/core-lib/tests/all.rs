use core_lib::run;

#[test]
fn t() { let _ = run; }
