(setq mail 1)
