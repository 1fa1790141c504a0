(define-library (maths) (import (scheme base)))
