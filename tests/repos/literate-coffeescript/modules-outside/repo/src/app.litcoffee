Paths come from Node, ours from beside.

    path = require 'path'
    _ = require 'underscore'
    gone = require './gone'
    ours = require './path'
    store = require './store'
