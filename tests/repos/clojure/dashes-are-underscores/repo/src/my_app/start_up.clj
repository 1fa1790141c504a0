(ns my-app.start-up
  (:require [my-app.data-base :as db])
  (:import (my_app.model.user_record UserRecord)))
