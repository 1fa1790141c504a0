let port = Some 80
