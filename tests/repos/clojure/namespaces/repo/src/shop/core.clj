(ns shop.core
  "Opens the (:require [shop.unused]) door."
  (:refer-clojure :exclude [get])
  (:require [clojure.string :as str]
            [shop.price-list :as prices :refer [lookup]]
            shop.log
            #_[shop.unused :as unused]
            [shop.db [query :as q] schema])
  (:use [shop.helpers :only [twice]])
  (:import (java.util Date)
           [shop.price_list Price]))

; (require 'shop.unused)
(defn start [] (require '[shop.late :as late]) "(:require shop.unused)")
(comment (require '[shop.unused :as unused]))
