(define-library (net secure))
