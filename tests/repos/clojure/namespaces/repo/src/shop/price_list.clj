(ns ^{:doc "prices"} shop.price-list
  (:require [shop.log :as log]))
(defrecord Price [amount])
