(ns app.set)
