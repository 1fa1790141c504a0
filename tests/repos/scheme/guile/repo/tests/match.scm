(use-modules (srfi srfi-64) (post office))
