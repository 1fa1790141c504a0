pub const x = 2;
