core() = JSON.parse("1")
