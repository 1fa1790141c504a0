#lang racket/base
(require (planet "soap.rkt" ("me" "soap.plt" 1 0))
         (planet me/water:1:0/water)
         (lib "list.rkt" "srfi")
         "local.rkt")
