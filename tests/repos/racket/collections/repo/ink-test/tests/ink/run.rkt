#lang racket/base
(require ink/private/pen (lib "ink/main.rkt"))
