(in-package :two)
(defun twice (x) (run (run (stop x))))
