(provide 'edit-old)
