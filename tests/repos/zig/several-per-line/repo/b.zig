pub const B = struct {};
