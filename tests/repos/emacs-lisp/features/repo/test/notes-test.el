(require 'ert)
(require 'notes)
