; require "a/b"
((call !receiver method: (identifier) @_call arguments: (argument_list . (string) @module)) @import
  (#eq? @_call "require"))

; autoload :B, "a/b"
((call !receiver method: (identifier) @_call arguments: (argument_list (simple_symbol) . (string) @module)) @import
  (#eq? @_call "autoload"))

; require_relative "b"
((call !receiver method: (identifier) @_call arguments: (argument_list . (string) @module)) @import
  (#eq? @_call "require_relative")
  (#set! style "relative"))

; load "a/b.rb"
((call !receiver method: (identifier) @_call arguments: (argument_list . (string) @module)) @import
  (#eq? @_call "load")
  (#set! style "load"))

; require File.expand_path("../b", __FILE__)
((call !receiver method: (identifier) @_call arguments: (argument_list .
    (call receiver: (constant) @_file method: (identifier) @_expand
        arguments: (argument_list . (string) @module . (_) @_from)))) @import
  (#any-of? @_call "require" "load")
  (#eq? @_file "File")
  (#eq? @_expand "expand_path")
  (#eq? @_from "__FILE__")
  (#set! style "within"))

; require File.expand_path("b", __dir__), require File.join(__dir__, "b")
((call !receiver method: (identifier) @_call arguments: (argument_list .
    (call receiver: (constant) @_file method: (identifier) @_expand
        arguments: (argument_list . (string) @module . (_) @_from)))) @import
  (#any-of? @_call "require" "load")
  (#eq? @_file "File")
  (#eq? @_expand "expand_path")
  (#any-of? @_from "__dir__" "File.dirname(__FILE__)")
  (#set! style "relative"))
((call !receiver method: (identifier) @_call arguments: (argument_list .
    (call receiver: (constant) @_file method: (identifier) @_expand
        arguments: (argument_list . (_) @_from . (string) @module .)))) @import
  (#any-of? @_call "require" "load")
  (#eq? @_file "File")
  (#eq? @_expand "join")
  (#any-of? @_from "__dir__" "File.dirname(__FILE__)")
  (#set! style "relative"))

; require File.dirname(__FILE__) + "/b", require "#{__dir__}/b"
((call !receiver method: (identifier) @_call arguments: (argument_list . (binary left: (_) @_from right: (string) @module))) @import
  (#any-of? @_call "require" "load")
  (#any-of? @_from "__dir__" "File.dirname(__FILE__)")
  (#set! style "relative")
  (#set! as ".*"))
((call !receiver method: (identifier) @_call arguments: (argument_list .
    (string . (interpolation (_) @_from) . (string_content) @module .))) @import
  (#any-of? @_call "require" "load")
  (#any-of? @_from "__dir__" "File.dirname(__FILE__)")
  (#set! style "relative")
  (#set! as ".*"))
