(define-module (post route))
