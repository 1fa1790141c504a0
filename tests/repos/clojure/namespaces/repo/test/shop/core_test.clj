(ns shop.core-test
  (:require [clojure.test :refer :all]
            [shop.core :as sut]))
