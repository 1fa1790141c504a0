index = require '.'
