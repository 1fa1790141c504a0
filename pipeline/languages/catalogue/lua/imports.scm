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

; require(... .. ".sub"), require(path .. "sub"): from where the file itself is
((function_call name: (identifier) @_call
    arguments: (arguments . (binary_expression right: (string content: (_) @module)))) @import
  (#eq? @_call "require")
  (#set! style "near"))

; dofile(path .. "/a.lua"), include("a.lua")
((function_call name: (identifier) @_call
    arguments: (arguments . (binary_expression right: (string content: (_) @module)))) @import
  (#any-of? @_call "dofile" "loadfile")
  (#set! style "path"))
((function_call name: (identifier) @_call arguments: (arguments . (string content: (_) @module))) @import
  (#any-of? @_call "include" "AddCSLuaFile")
  (#match? @module "\\.lua$")
  (#set! style "path"))
