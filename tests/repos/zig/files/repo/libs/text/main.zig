pub const y = 1;
