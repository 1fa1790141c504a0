(ns app.state
  (:require #?@(:clj [[app.server :as server]]
                :cljs [[app.browser :as browser]])))
