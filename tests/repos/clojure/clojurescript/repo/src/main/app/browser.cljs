(ns app.browser)
