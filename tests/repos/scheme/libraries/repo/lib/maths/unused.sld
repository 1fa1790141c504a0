(define-library (maths unused))
