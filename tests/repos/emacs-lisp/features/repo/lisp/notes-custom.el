(setq notes 1)
