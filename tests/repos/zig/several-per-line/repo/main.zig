const T = @import("a.zig").A(@import("b.zig").B);
const files = .{ .table = @embedFile("table.txt"), .none = @embedFile("none.txt") };
fn import(name: []const u8) void { _ = name; }
test {
    _ = @import("c.zig");
    import("d.zig");
}
