#[path = "generated/tables.rs"]
mod tables;
#[cfg(unix)]
#[path = "sys/unix.rs"]
mod sys;
mod user;
mod missing;
