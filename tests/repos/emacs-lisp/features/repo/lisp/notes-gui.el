(require 'notes-core)
(provide 'notes-gui)
