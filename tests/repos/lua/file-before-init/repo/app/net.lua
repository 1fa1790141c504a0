return { port = 80 }
