(in-package :garden)
(defclass living () ())
(defun water (x) (plant-name x))
