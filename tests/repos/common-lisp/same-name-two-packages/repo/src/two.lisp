(defpackage :two (:use :cl))
(in-package :two)
(defun run (x) (list x))
