(in-package :garden.soil)
(defvar *depth* 1)
(defun dig (x) (list x *depth*))
(defmacro with-spade ((var) &body body) `(let ((,var 1)) ,@body))
