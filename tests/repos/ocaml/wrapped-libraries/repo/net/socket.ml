let port = Option.get Config.port
