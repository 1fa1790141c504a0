#| (load "old.scm") #| nested |# (load "old.scm") |#
#;(load "old.scm") (load "used.scm")
(define help "(load \"old.scm\")
(load \"old.scm\")")
(define mark #\")
(load "used-too.scm")
