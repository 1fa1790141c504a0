(setq keys 1)
