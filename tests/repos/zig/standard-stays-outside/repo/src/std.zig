pub const own = true;
