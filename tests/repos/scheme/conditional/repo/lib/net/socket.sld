(define-library (net socket)
  (export open)
  (cond-expand
    ((library (net secure)) (import (scheme base) (rename (net secure) (open open-it))))
    (else (import (net plain))))
  (cond-expand
    (guile (include "socket-guile.scm"))
    (else (include "socket-other.scm"))))
