one = "it's # no comment"; two = require './b'
three = 'a "quote'
four = """
  require './c'
  "quoted" #{require './b'}
"""
five = ///
  require\ './c'   # comment
///
six = require "./d/#{name}"
seven = require './d'
