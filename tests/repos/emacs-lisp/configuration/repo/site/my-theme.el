(provide 'my-theme)
