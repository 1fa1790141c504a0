; include("a.jl"), include(joinpath("sub", "a.jl"))
((call_expression . (identifier) @_call (argument_list (string_literal . (content) @module .) .)) @import
  (#any-of? @_call "include" "includet" "include_dependency")
  (#set! style "include"))
((call_expression . (field_expression (identifier) @_call .) (argument_list (string_literal . (content) @module .) .)) @import
  (#eq? @_call "include")
  (#set! style "include"))
((call_expression . (identifier) @_call (argument_list (call_expression . (identifier) @_join
    (argument_list . (string_literal . (content) @module .) .)) .)) @import
  (#eq? @_call "include")
  (#eq? @_join "joinpath")
  (#set! join "/")
  (#set! style "include"))
((call_expression . (identifier) @_call (argument_list (call_expression . (identifier) @_join
    (argument_list . (macrocall_expression) . (string_literal . (content) @module .) .)) .)) @import
  (#eq? @_call "include")
  (#eq? @_join "joinpath")
  (#set! join "/")
  (#set! style "include"))
((call_expression . (identifier) @_call (argument_list (call_expression . (identifier) @_join
    (argument_list . (string_literal . (content) @module .) . (string_literal . (content) @module .) .)) .)) @import
  (#eq? @_call "include")
  (#eq? @_join "joinpath")
  (#set! join "/")
  (#set! style "include"))
((call_expression . (identifier) @_call (argument_list (call_expression . (identifier) @_join
    (argument_list . (macrocall_expression) . (string_literal . (content) @module .) . (string_literal . (content) @module .) .)) .)) @import
  (#eq? @_call "include")
  (#eq? @_join "joinpath")
  (#set! join "/")
  (#set! style "include"))
((call_expression . (identifier) @_call (argument_list (call_expression . (identifier) @_join
    (argument_list . (string_literal . (content) @module .) . (string_literal . (content) @module .) . (string_literal . (content) @module .) .)) .)) @import
  (#eq? @_call "include")
  (#eq? @_join "joinpath")
  (#set! join "/")
  (#set! style "include"))
((call_expression . (identifier) @_call (argument_list (call_expression . (identifier) @_join
    (argument_list . (macrocall_expression) . (string_literal . (content) @module .) . (string_literal . (content) @module .) . (string_literal . (content) @module .) .)) .)) @import
  (#eq? @_call "include")
  (#eq? @_join "joinpath")
  (#set! join "/")
  (#set! style "include"))

(using_statement [(identifier) (import_path)] @module) @import @wildcard
(import_statement [(identifier) (import_path)] @module) @import
(import_statement (import_alias . [(identifier) (import_path)] @module)) @import
(selected_import . [(identifier) (import_path)] @module [(identifier) @module (macro_identifier (identifier) @module)
    (import_alias . (identifier) @module)]) @import

; what stands at the top of a file or of a module, with or without a macro before it
(source_file [
  (module_definition name: (identifier) @define)
  (struct_definition (type_head (identifier) @define))
  (struct_definition (type_head (parametrized_type_expression . (identifier) @define)))
  (struct_definition (type_head (binary_expression . (identifier) @define)))
  (struct_definition (type_head (binary_expression . (parametrized_type_expression . (identifier) @define))))
  (abstract_definition (type_head (identifier) @define))
  (abstract_definition (type_head (parametrized_type_expression . (identifier) @define)))
  (abstract_definition (type_head (binary_expression . (identifier) @define)))
  (abstract_definition (type_head (binary_expression . (parametrized_type_expression . (identifier) @define))))
  (primitive_definition (type_head (identifier) @define))
  (const_statement (assignment . (identifier) @define))
  (const_statement (assignment . (parametrized_type_expression . (identifier) @define)))
  (const_statement (assignment . (typed_expression . (identifier) @define)))
  (function_definition (signature (identifier) @define))
  (function_definition (signature (call_expression . (identifier) @define)))
  (function_definition (signature (typed_expression . (call_expression . (identifier) @define))))
  (function_definition (signature (where_expression . (call_expression . (identifier) @define))))
  (function_definition (signature (where_expression . (where_expression . (call_expression . (identifier) @define)))))
  (function_definition (signature (where_expression . (typed_expression . (call_expression . (identifier) @define)))))
  (macro_definition (signature (call_expression . (identifier) @define)))
  (assignment . (call_expression . (identifier) @define))
  (assignment . (where_expression . (call_expression . (identifier) @define)))
  (assignment . (typed_expression . (call_expression . (identifier) @define)))
])
(module_definition (block [
  (module_definition name: (identifier) @define)
  (struct_definition (type_head (identifier) @define))
  (struct_definition (type_head (parametrized_type_expression . (identifier) @define)))
  (struct_definition (type_head (binary_expression . (identifier) @define)))
  (struct_definition (type_head (binary_expression . (parametrized_type_expression . (identifier) @define))))
  (abstract_definition (type_head (identifier) @define))
  (abstract_definition (type_head (parametrized_type_expression . (identifier) @define)))
  (abstract_definition (type_head (binary_expression . (identifier) @define)))
  (abstract_definition (type_head (binary_expression . (parametrized_type_expression . (identifier) @define))))
  (primitive_definition (type_head (identifier) @define))
  (const_statement (assignment . (identifier) @define))
  (const_statement (assignment . (parametrized_type_expression . (identifier) @define)))
  (const_statement (assignment . (typed_expression . (identifier) @define)))
  (function_definition (signature (identifier) @define))
  (function_definition (signature (call_expression . (identifier) @define)))
  (function_definition (signature (typed_expression . (call_expression . (identifier) @define))))
  (function_definition (signature (where_expression . (call_expression . (identifier) @define))))
  (function_definition (signature (where_expression . (where_expression . (call_expression . (identifier) @define)))))
  (function_definition (signature (where_expression . (typed_expression . (call_expression . (identifier) @define)))))
  (macro_definition (signature (call_expression . (identifier) @define)))
  (assignment . (call_expression . (identifier) @define))
  (assignment . (where_expression . (call_expression . (identifier) @define)))
  (assignment . (typed_expression . (call_expression . (identifier) @define)))
]))
(macrocall_expression (macro_argument_list [
  (module_definition name: (identifier) @define)
  (struct_definition (type_head (identifier) @define))
  (struct_definition (type_head (parametrized_type_expression . (identifier) @define)))
  (struct_definition (type_head (binary_expression . (identifier) @define)))
  (struct_definition (type_head (binary_expression . (parametrized_type_expression . (identifier) @define))))
  (abstract_definition (type_head (identifier) @define))
  (abstract_definition (type_head (parametrized_type_expression . (identifier) @define)))
  (abstract_definition (type_head (binary_expression . (identifier) @define)))
  (abstract_definition (type_head (binary_expression . (parametrized_type_expression . (identifier) @define))))
  (primitive_definition (type_head (identifier) @define))
  (const_statement (assignment . (identifier) @define))
  (const_statement (assignment . (parametrized_type_expression . (identifier) @define)))
  (const_statement (assignment . (typed_expression . (identifier) @define)))
  (function_definition (signature (identifier) @define))
  (function_definition (signature (call_expression . (identifier) @define)))
  (function_definition (signature (typed_expression . (call_expression . (identifier) @define))))
  (function_definition (signature (where_expression . (call_expression . (identifier) @define))))
  (function_definition (signature (where_expression . (where_expression . (call_expression . (identifier) @define)))))
  (function_definition (signature (where_expression . (typed_expression . (call_expression . (identifier) @define)))))
  (macro_definition (signature (call_expression . (identifier) @define)))
  (assignment . (call_expression . (identifier) @define))
  (assignment . (where_expression . (call_expression . (identifier) @define)))
  (assignment . (typed_expression . (call_expression . (identifier) @define)))
]))
((macrocall_expression . (macro_identifier (identifier) @_enum) (macro_argument_list . (identifier) @define))
  (#eq? @_enum "enum"))

(call_expression . (identifier) @use)
(broadcast_call_expression . (identifier) @use)
(macrocall_expression . (macro_identifier (identifier) @use))
((identifier) @use (#match? @use "^_?[A-Z]"))
; type parameters are no types of the package
((curly_expression (identifier) @aside) (#match? @aside "^[A-Z]$"))
; fields and named arguments
(field_expression (identifier) @aside .)
(argument_list (assignment . (identifier) @aside))
