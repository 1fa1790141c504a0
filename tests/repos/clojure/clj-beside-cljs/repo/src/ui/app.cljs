(ns ui.app (:require [ui.clock :as clock] [ui.shared :as s]))
