(open_module module: (module_path) @module) @import @wildcard
(include_module module: (module_path) @module) @import @wildcard
((module_binding (module_name) @module body: (module_path) @module) @import
  (#set! join " = "))

(module_path) @use
(extended_module_path) @use

; modules that the file makes itself hide others of their names, from there to the end of what they stand in
((_ (module_definition (module_binding (module_name) @local body:
    [(module_path (module_path)) (structure) (functor) (module_application) (typed_module_expression) (parenthesized_module_expression)])) @after) @scope)
((_ (module_definition (module_binding (module_name) @local !body module_type: (_))) @after) @scope)
((_ (module_definition (module_binding (module_name) @local !body (module_parameter))) @after) @scope)
((module_binding (module_parameter (module_name) @local) @after) @scope)
((functor (module_parameter (module_name) @local) @after) @scope)
((functor_type (module_parameter (module_name) @local) @after) @scope)
((_ (parameter (package_pattern (module_name) @local) @after)) @scope)
((_ (let_binding (package_pattern (module_name) @local)) @after) @scope)
; S with type M.t = ...: M is one of S's
(constrain_type . (type_constructor_path) @aside)
(constrain_type . (type_variable) . (type_constructor_path) @aside)
(constrain_module . (module_path) @aside)
