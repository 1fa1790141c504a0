#lang racket/base
(require "../core/model.rkt"
         (file "../../top.rkt")
         "parts/button.rkt"
         "../../../../top.rkt"
         "model.rkt")
