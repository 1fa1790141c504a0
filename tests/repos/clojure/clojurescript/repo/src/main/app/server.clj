(ns app.server)
