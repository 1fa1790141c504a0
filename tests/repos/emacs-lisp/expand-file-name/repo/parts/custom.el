(setq custom 1)
