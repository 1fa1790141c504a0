//! @import("fake.zig")
const real = @import("real.zig");
/// const fake = @import("fake.zig");
const help =
    \\const fake = @import("fake.zig");
;
const more = "@import(\"fake.zig\")"; // @import("fake.zig")
pub fn main() void {
    _ = real.x;
}
