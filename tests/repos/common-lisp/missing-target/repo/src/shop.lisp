(load "gone.lisp")
(defpackage :shop (:use :cl :alexandria))
