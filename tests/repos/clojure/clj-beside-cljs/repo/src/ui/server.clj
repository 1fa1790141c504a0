(ns ui.server (:require [ui.clock :as clock] [ui.shared :as s]))
