#lang info
(define collection "paper")
