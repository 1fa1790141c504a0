(defsystem "shop"
  :components ((:static-file "notes")
               (:module "src"
                :components ((:file "absent") (:file "shop")))))
