#lang racket/base
;; (require "comment.rkt")
#;(require "comment.rkt")
(require "shape.rkt"
         racket/list
         (only-in "draw.rkt" draw)
         (for-syntax "macro.rkt" (prefix-in m: "deep.rkt"))
         (rename-in (except-in "text.rkt" wrap) [show display-text])
         (submod "server.rkt" test)
         (submod "." helpers))
(include "part.rktl")
(lazy-require ["slow.rkt" (slow)])
(module+ test
  (require rackunit "checks.rkt"))
(define (late) (dynamic-require "plugin.rkt" 'run))
(printf "(require \"comment.rkt\")")
