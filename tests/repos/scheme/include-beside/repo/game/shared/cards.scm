(include "./rules.scm")
(define (card) 1)
