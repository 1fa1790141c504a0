const inner = @import("text.zig");
const outer = @import("../../text.zig");
const data = @import("../../../test/data.zig");
const away = @import("ascii.zig");
const beyond = @import("../../../../text.zig");
