(provide 'util)
