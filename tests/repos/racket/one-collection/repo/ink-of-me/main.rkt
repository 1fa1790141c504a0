#lang racket/base
(require ink/pen ink/draw/line ink/absent racket/draw)
