(define-library (net plain))
