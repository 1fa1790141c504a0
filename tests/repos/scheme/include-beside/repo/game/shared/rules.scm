(load "../board.scm")
(define (deal) 1)
