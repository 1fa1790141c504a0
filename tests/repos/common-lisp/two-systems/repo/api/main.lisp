(in-package #:api)
(defun main () (list 1))
