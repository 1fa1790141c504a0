(define-library (text wrap) (import (text width)) (export wrap))
