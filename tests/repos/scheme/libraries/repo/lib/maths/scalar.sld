(define-library (maths scalar) (import (scheme base)) (export add))
