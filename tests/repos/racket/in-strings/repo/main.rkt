#lang racket/base
#| (require "fake.rkt") #| nested |# (require "fake.rkt") |#
(define quote-mark #\")
(define help #<<END
(require "fake.rkt")
END
  )
(define rx #rx"(require \"fake.rkt\")")
(require "real.rkt")
