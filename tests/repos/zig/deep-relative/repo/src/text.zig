pub const outer = 1;
