(define-module (post stamp))
