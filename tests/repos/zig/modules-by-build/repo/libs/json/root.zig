pub const Value = u8;
