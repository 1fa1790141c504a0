const core = @import("../core.zig");
const gone = @import("gone.zig");
