(setq x 1)
