(defpackage #:pong (:use #:cl) (:export #:hit))
(in-package #:pong)
(defun hit (n) (ping:hit n))
