(provide 'notes-comment)
