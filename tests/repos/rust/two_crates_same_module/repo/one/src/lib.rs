mod user;
mod util;
