(defun mail-answer ()
  (require 'mail-read)
  (mail-read-current))
(provide 'mail-send)
