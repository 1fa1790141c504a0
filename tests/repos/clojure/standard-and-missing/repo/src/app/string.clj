(ns app.string)
