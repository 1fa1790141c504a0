(defpackage garden.tools (:use cl) (:export rake))
(in-package garden.tools)
(defun rake () (make-instance 'garden:plant))
