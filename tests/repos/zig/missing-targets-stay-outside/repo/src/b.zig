pub const b = 1;
