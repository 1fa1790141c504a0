fs = require 'fs'
{parse} = require './parser'
helpers = require("./helpers")
# x = require './unused'
###
y = require './unused'
###
text = "require './unused'"
pattern = /['"#]/
lazy = -> require './lazy'
config = require '../config.json'
data = require '../lib/data'
