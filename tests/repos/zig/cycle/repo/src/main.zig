pub const Node = @import("node.zig").Node;
