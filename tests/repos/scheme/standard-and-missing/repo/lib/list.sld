(define-library (list))
