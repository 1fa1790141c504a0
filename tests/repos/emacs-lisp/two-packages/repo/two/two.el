(require 'util)
(provide 'two)
