(source (call target: (identifier) @_def (arguments . (alias) @package)) (#any-of? @_def "defmodule" "defprotocol"))
(source (call target: (identifier) @_if (do_block
    (call target: (identifier) @_def (arguments . (alias) @package))))
  (#any-of? @_def "defmodule" "defprotocol")
  (#any-of? @_if "if" "unless"))
(call target: (identifier) @_outer (do_block
    (call target: (identifier) @_def (arguments . (alias) @define)))
  (#any-of? @_outer "defmodule" "defprotocol")
  (#any-of? @_def "defmodule" "defprotocol"))

; alias A.B, alias A.{B, C}, alias A.B, as: C: only names for what follows
((call target: (identifier) @_form (arguments . [(alias) (dot)] @module .)) @import
  (#eq? @_form "alias")
  (#set! style "alias"))
((call target: (identifier) @_form (arguments . [(alias) (dot)] @module
    (keywords (pair key: (keyword) @_key value: (alias) @module)))) @import
  (#eq? @_form "alias")
  (#match? @_key "^as:")
  (#set! join " as ")
  (#set! style "alias"))
((call target: (identifier) @_form (arguments . [(alias) (dot)] @module
    (keywords (pair key: (keyword) @_key)))) @import
  (#eq? @_form "alias")
  (#match? @_key "^warn:")
  (#set! style "alias"))

((call target: (identifier) @_form (arguments . [(alias) (dot)] @module .)) @import
  (#any-of? @_form "import" "use" "require"))
((call target: (identifier) @_form (arguments . [(alias) (dot)] @module (keywords))) @import
  (#any-of? @_form "import" "use"))
((call target: (identifier) @_form (arguments . [(alias) (dot)] @module . [(list) (map) (atom) (identifier) (alias)])) @import
  (#eq? @_form "use"))
((call target: (identifier) @_form (arguments . [(alias) (dot)] @module
    (keywords (pair key: (keyword) @_key value: (alias) @module)))) @import
  (#eq? @_form "require")
  (#match? @_key "^as:")
  (#set! join " as "))

;  @spec f(A.t()) :: B.t(): no dependency of what runs
((unary_operator operand: (call target: (identifier) @_attribute (arguments) @module)) @import @aside
  (#any-of? @_attribute "spec" "type" "typep" "opaque" "callback" "macrocallback")
  (#set! kind "type-only")
  (#set! each "(?:__MODULE__\\.)?\\b[A-Z]\\w*(?:\\.[A-Z]\\w*)*"))

(dot left: (alias) @use right: [(identifier) (operator_identifier) (string)])
((dot left: (identifier) @_self right: (alias)) @use (#eq? @_self "__MODULE__"))
(struct (alias) @use)
((call target: (identifier) @_form (arguments (alias) @use))
  (#not-match? @_form "^(alias|import|require|use|defmodule|defprotocol)$"))
(call target: (dot) (arguments (alias) @use))
(pair key: (keyword) @_key value: (alias) @use (#not-match? @_key "^as:"))
(pair key: (_) @_key value: (alias) @use (#not-match? @_key "^as:"))
(list (alias) @use)
(tuple (alias) @use)
(map_content (alias) @use)
(binary_operator (alias) @use)
(unary_operator (alias) @use)
(block (alias) @use)
(body (alias) @use)
(do_block (alias) @use)
(else_block (alias) @use)
(stab_clause (arguments (alias) @use))
(access_call (alias) @use)
(interpolation (alias) @use)
; quoted code runs where a macro puts it
(call target: (identifier) @_form (do_block) @ignored (#eq? @_form "quote"))

; names in an alias only name
((call target: (identifier) @_form (arguments) @aside) (#eq? @_form "alias"))
