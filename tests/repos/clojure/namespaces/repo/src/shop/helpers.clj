(ns shop.helpers)
