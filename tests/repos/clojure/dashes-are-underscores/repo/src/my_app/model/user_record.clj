(ns my-app.model.user-record)
(defrecord UserRecord [name])
