#lang racket/base
(require ink/pen)
