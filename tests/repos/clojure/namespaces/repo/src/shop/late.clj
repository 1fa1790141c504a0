(ns shop.late)
