pub fn A(comptime T: type) type { return T; }
