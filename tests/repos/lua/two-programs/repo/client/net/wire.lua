local util = require "util"
return util
