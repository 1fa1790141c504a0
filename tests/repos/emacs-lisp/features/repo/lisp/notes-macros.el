(provide 'notes-macros)
