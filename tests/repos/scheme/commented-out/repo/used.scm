(define used 1)
