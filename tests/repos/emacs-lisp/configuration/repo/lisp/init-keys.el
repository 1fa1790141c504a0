(provide 'init-keys)
