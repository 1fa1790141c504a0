(define-library (srfi 1))
