#lang info
(define collection 'multi)
