(ns app.core
  (:require [clojure.string :as string]
            [app.db :as set]
            [app.db.query :as query]
            [clojure.set]
            [string]))
(set/union 1)
