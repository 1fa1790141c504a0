const std = @import("std");
pub fn build(b: *std.Build) void {
    const text_module = b.addModule("text", .{ .root_source_file = b.path("libs/text/main.zig") });
    const core = b.createModule(.{
        .root_source_file = b.path("src/core.zig"),
    });
    const exe = b.addExecutable(.{ .name = "app", .root_source_file = b.path("src/main.zig") });
    exe.root_module.addImport("text", text_module);
    exe.root_module.addImport("kernel", core);
}
