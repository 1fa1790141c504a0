return "not the framework"
