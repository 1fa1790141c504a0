const Node = @import("node.zig").Node;
pub const Tree = struct { root: ?*Node };
