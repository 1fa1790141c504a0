(define-module (post letter) #:use-module (post stamp))
