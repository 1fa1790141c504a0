return require("app.log.sink")
