#lang racket
(require "../outside.rkt" "absent.rkt")
