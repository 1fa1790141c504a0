#lang typed/racket
(require/typed "raw.rkt" [#:struct pixel ([x : Integer])] [draw (-> Void)])
(require "renamed.ss" "kept.ss")
