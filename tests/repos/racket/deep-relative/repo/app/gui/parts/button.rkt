#lang racket/base
(require (only-in "../view.rkt" show))
