(defpackage #:garden.soil
  (:use #:cl)
  (:export #:dig #:*depth*))
(defpackage :garden
  (:use :cl :garden.soil)
  (:import-from #:garden.tools #:rake))
