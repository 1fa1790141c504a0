return { port = 8080 }
