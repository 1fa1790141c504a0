(include "rules.scm")
(define (draw) 1)
