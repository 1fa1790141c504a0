const std = @import("std");
const builtin = @import("builtin");
const root = @import("root");
const own = @import("std.zig");
const missing = @import("queue.zig");
