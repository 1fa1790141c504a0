;;; (require 'edit-old)
(defconst edit-quote ?\")
(defconst edit-note "Say
(require 'edit-old)
or (load \"edit-old\").")
(defconst edit-semicolon ?\;) (require 'edit-marks)
(message "%s" "(require 'edit-old)")
