(defun both (twice &optional (half 1))
  (list twice half))
