(provide 'notes-core)
