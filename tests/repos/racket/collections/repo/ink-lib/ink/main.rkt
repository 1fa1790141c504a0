#lang racket/base
(require ink/private/pen racket/list syntax/stx)
