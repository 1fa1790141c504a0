(ns shop.db.query)
