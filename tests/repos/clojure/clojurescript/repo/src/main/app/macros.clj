(ns app.macros)
(load "macros_more")
