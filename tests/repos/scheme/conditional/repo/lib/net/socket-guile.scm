(define (open host) host)
