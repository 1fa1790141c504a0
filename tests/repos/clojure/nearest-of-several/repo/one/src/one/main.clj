(ns one.main
  (:require [store.core :as store]
            [util.core :as u]))
