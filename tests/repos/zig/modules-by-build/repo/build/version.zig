pub const major = 1;
