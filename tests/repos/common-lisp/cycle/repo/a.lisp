(defpackage #:ping (:use #:cl) (:export #:hit))
(in-package #:ping)
(defun hit (n) (if (plusp n) (pong:hit (1- n)) :done))
