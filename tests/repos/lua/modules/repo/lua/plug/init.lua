local u = require('plug.util')
require 'plug.sub.deep'
local ok = pcall(require, 'plug.extra')
local os = require('os')
require('plug.gone')
