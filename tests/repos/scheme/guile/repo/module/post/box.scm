(define-module (post box))
