(in-ns 'app.macros)
