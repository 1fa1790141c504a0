(ns shop.unused)
