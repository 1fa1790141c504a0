(ns app.db)
(defn later [] (requiring-resolve 'app.core/start) (require 'app.core))
