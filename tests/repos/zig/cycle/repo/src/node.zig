const Tree = @import("tree.zig").Tree;
pub const Node = struct { owner: *Tree };
