(define ready #t)
