(defvar *setup* t)
