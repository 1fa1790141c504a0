local config = require("config")
local loader = { require = function(self, name) return name end }
loader:require("plugin")
loader.require(loader, "plugin")
local name = "plug" .. "in"
require(name)
require("plug" .. config.kind)
local ok, value = pcall(loader.require, "plugin")
return ok and value
