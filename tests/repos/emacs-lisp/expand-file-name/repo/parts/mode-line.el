(setq mode 1)
