(defun twice (x) (* 2 x))
(defun half (x) (/ x 2))
