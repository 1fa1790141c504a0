(defsystem "garden"
  :depends-on (:alexandria)
  :serial t
  :components ((:file "packages")
               (:module "src"
                :components ((:file "soil") (:file "plants" :depends-on ("soil"))))
               (:module "extra"
                :pathname "more"
                :components ((:file "tools")))))
(defsystem "garden/test"
  :pathname "test/"
  :components ((:file "suite")))
