#lang racket
(require "shape.rkt")
