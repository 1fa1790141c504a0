module.exports = -> a / b; c = require '../lib/node.js' # '
