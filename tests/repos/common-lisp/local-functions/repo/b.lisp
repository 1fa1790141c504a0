(defun grow (x) (twice x))
