(ns shop.log)
