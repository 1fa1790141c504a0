(ns shop.db.schema)
