local string = require "string"
local socket = require "socket"
local http = require "socket.http"
local core = require "luarocks.core"
return string.format("%s", socket._VERSION), http, core
