(provide 'notes-export)
