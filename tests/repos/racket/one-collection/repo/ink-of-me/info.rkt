#lang info
(define collection "ink")
