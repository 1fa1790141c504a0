(provide 'edit-marks)
