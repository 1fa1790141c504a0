Node = require './node'
_ = require 'underscore-plus'
