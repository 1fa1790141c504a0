helpers = require './helpers'
module.exports = parse: (s) -> helpers.trim s
