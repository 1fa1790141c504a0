(defun keep (x)
  (flet ((twice (y) y))
    (labels ((half (z) z))
      (half (twice x)))))
