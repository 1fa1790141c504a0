util = require './util'
http = require 'http'
require '../../outside'
