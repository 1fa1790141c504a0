pub const D = struct {};
