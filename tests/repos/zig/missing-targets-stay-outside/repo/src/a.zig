const std = @import("std");
const root = @import("root");
const gone = @import("gone.zig");
const other = @import("b");
const out = @import("../../b.zig");
const c = @cImport(@cInclude("stdlib.h"));
