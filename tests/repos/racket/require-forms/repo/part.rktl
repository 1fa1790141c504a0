(define part 1)
