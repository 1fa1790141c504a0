(define-library (text width) (export width))
