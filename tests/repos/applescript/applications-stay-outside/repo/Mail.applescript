return "not the application"
