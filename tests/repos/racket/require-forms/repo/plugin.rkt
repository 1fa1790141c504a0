#lang s-exp "lang.rkt"
