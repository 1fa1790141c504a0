"""Units of sizes."""

MIB = 1 << 20
