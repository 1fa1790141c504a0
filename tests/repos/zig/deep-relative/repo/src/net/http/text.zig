pub const inner = 1;
