(defpackage #:api (:use #:cl #:core))
