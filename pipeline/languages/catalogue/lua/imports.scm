; require("a.b"), require "a.b"
((function_call name: (identifier) @_call arguments: (arguments . (string content: (_) @module))) @import
  (#eq? @_call "require"))

; pcall(require, "a.b")
((function_call name: (identifier) @_call arguments: (arguments . (identifier) @_what . (string content: (_) @module))) @import
  (#eq? @_call "pcall")
  (#eq? @_what "require"))

; dofile("a/b.lua"), loadfile("a/b.lua")
((function_call name: (identifier) @_call arguments: (arguments . (string content: (_) @module))) @import
  (#any-of? @_call "dofile" "loadfile")
  (#set! style "path"))
