(asdf:defsystem #:api
  :depends-on (#:core)
  :components ((:file "package") (:file "main" :depends-on ("package"))))
