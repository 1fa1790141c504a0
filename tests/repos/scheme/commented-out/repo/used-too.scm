(define used-too 1)
