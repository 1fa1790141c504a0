(defvar *old* t)
