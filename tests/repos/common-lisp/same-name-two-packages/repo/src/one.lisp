(defpackage :one (:use :cl))
(in-package :one)
(defun run (x) x)
(defun stop (x) x)
