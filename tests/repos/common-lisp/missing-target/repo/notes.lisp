(defun notes () 1)
