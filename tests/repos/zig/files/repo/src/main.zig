const std = @import("std");
const builtin = @import("builtin");
const util = @import("sub/util.zig");
const text = @import("text");
const kernel = @import("kernel");
const other = @import("other");
const logo = @embedFile("logo.zig.txt");
const c = @cImport({
    @cInclude("native.h");
    @cInclude("stdio.h");
});
// const no = @import("unused.zig");
const s = "@import(\"unused.zig\")";
test {
    _ = @import("core.zig");
}
