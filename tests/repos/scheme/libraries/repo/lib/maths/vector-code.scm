(define (dot a b) "(import (maths unused))")
