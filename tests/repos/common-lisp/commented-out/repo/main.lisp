#| (load "old")
   (load "old") |#
; (load "old")
(defun start ()
  "Loads the rest: (load \"old\")"
  (list #\a "(load 'old)"))
(load "setup")
