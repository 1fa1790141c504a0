(ns my-app.data-base)
