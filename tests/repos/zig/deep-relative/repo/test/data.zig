pub const line = "GET /";
