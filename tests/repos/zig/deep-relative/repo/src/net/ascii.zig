pub const away = 1;
