(in-package #:core)
(defun core-main () (list 2))
