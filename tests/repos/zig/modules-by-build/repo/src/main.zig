const json = @import("json");
const yaml = @import("yaml");
