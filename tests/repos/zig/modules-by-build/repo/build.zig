const std = @import("std");
const version = @import("build/version.zig");
pub fn build(b: *std.Build) void {
    _ = b.addModule("json", .{ .root_source_file = b.path("libs/json/root.zig") });
}
