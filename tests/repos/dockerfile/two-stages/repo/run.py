import tools.check
