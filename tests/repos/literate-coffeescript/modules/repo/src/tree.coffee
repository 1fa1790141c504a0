exports.grow = -> require './index'
