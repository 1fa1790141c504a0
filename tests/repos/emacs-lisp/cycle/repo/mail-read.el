(require 'mail-send)
(provide 'mail-read)
