(define-library (text wrap) (export wrap))
