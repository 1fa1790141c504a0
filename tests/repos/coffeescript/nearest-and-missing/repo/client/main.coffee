util = require './util'
gone = require './log'
