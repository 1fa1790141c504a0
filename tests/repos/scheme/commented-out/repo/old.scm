(define old 1)
