(in-package :one)
(defun again (x) (run (stop x)))
