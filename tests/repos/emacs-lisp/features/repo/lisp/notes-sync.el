(require 'notes)
(provide 'notes-sync)
