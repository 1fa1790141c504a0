-- require "fake"
--[[ require "fake" ]]
--[==[
require("fake")
]==]
local real = require "real"
local help = [[
local fake = require "fake"
]]
local more = "require('fake')"
return real, help .. more
