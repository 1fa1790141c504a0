(require 'util)
(provide 'one)
