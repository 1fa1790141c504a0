(ns app.view
  (:require [app.state :as state]
            [goog.dom :as dom]
            #?(:cljs [app.browser :as browser]))
  (:require-macros [app.macros :refer [defview]]))
