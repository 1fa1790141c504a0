view = require './view.litcoffee'
