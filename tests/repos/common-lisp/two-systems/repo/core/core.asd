(asdf:defsystem #:core
  :components ((:file "package") (:file "main")))
