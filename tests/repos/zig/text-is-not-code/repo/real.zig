pub const x = 1;
