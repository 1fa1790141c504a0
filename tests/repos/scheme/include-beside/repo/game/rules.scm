(include "shared/cards.scm")
(define (rule) 1)
