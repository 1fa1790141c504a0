#lang racket/base
(require (for-label paper/size))
