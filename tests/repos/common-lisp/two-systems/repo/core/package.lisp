(defpackage #:core (:use #:cl))
