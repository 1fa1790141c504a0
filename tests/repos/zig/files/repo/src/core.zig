const main = @import("main.zig");
