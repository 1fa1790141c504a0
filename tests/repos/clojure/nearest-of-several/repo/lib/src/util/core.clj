(ns util.core)
