(ns store.core (:require [util.core :as u]))
