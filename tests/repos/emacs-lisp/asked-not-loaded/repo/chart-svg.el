(provide 'chart-svg)
