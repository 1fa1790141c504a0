local net, log = require("app.net"), require 'app.log'
log(net.port)
