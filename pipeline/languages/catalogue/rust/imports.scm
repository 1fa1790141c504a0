; mod x; and #[path = "..."] mod x; (style path: the module is joined as name=path)
((source_file (mod_item name: (_) @module !body) @import) (#set! style "mod"))
((mod_item name: (_) @module body: (declaration_list (mod_item name: (_) @module !body) @import))
  (#set! style "mod") (#set! join "::"))
((attribute_item (attribute (identifier) @_path value: (string_literal) @module)) . (mod_item name: (_) @module !body) @import
  (#eq? @_path "path") (#set! style "path") (#set! join "="))
((attribute_item (attribute (identifier) @_path value: (string_literal) @module)) . (attribute_item)
  . (mod_item name: (_) @module !body) @import (#eq? @_path "path") (#set! style "path") (#set! join "="))

; use, in the file itself, in its functions and in the modules written inside it (their names come first)
(source_file (use_declaration . argument: (_) @module) @import)
((source_file (use_declaration (visibility_modifier) argument: (_) @module) @import) (#set! style "pub"))
(source_file (function_item body: (block (use_declaration argument: (_) @module) @import)))
(source_file (impl_item body: (declaration_list (function_item body: (block (use_declaration argument: (_) @module) @import)))))
((block (use_declaration argument: (_) @module) @import) (#not-match? @module "^(super|self)"))
((mod_item name: (_) @module body: (declaration_list (use_declaration argument: (_) @module) @import))
  (#set! style "inline") (#set! join "::"))
((mod_item name: (_) @module body: (declaration_list (function_item body: (block (use_declaration argument: (_) @module) @import))))
  (#set! style "inline") (#set! join "::"))
(extern_crate_declaration name: (_) @module) @import
((macro_invocation macro: (identifier) @_include (token_tree . (string_literal) @module .)) @import
  (#eq? @_include "include") (#set! style "include"))

(source_file [
  (function_item name: (_) @define)
  (struct_item name: (_) @define)
  (enum_item name: (_) @define)
  (union_item name: (_) @define)
  (trait_item name: (_) @define)
  (type_item name: (_) @define)
  (const_item name: (_) @define)
  (static_item name: (_) @define)])
((macro_definition name: (_) @define) (#set! as "*!"))

; paths in the code, but not those in `use` items
(_ [function: (scoped_identifier) @use value: (scoped_identifier) @use name: (scoped_type_identifier) @use
    type: (scoped_type_identifier) @use type: (scoped_identifier) @use trait: (scoped_type_identifier) @use
    condition: (scoped_identifier) @use
    left: (scoped_identifier) @use right: (scoped_identifier) @use return_type: (scoped_type_identifier) @use
    body: (scoped_identifier) @use alternative: (scoped_identifier) @use])
([(arguments (scoped_identifier) @use) (match_pattern (scoped_identifier) @use) (or_pattern (scoped_identifier) @use)
  (reference_expression (scoped_identifier) @use) (unary_expression (scoped_identifier) @use)
  (array_expression (scoped_identifier) @use) (tuple_expression (scoped_identifier) @use)
  (tuple_pattern (scoped_identifier) @use) (tuple_struct_pattern (scoped_identifier) @use)
  (try_expression (scoped_identifier) @use) (return_expression (scoped_identifier) @use)
  (range_expression (scoped_identifier) @use) (range_pattern (scoped_identifier) @use)
  (parenthesized_expression (scoped_identifier) @use) (index_expression (scoped_identifier) @use)
  (block (scoped_identifier) @use) (try_expression (scoped_identifier) @use)
  (trait_bounds (scoped_type_identifier) @use) (type_arguments (scoped_type_identifier) @use)
  (tuple_type (scoped_type_identifier) @use) (abstract_type (scoped_type_identifier) @use)
  (dynamic_type (scoped_type_identifier) @use) (pointer_type (scoped_type_identifier) @use)
  (ordered_field_declaration_list (scoped_type_identifier) @use) (parameters (scoped_type_identifier) @use)
  (bracketed_type (scoped_type_identifier) @use) (reference_type (scoped_type_identifier) @use)])

; names that a `*` may bring
(_ [type: (type_identifier) @use trait: (type_identifier) @use return_type: (type_identifier) @use
    name: (type_identifier) @use])
([(type_arguments (type_identifier) @use) (trait_bounds (type_identifier) @use) (tuple_type (type_identifier) @use)
  (abstract_type (type_identifier) @use) (dynamic_type (type_identifier) @use) (reference_type (type_identifier) @use)
  (ordered_field_declaration_list (type_identifier) @use) (parameters (type_identifier) @use)])
(call_expression function: (identifier) @use)
((macro_invocation macro: (identifier) @use) (#set! as "*!"))
((macro_invocation macro: (scoped_identifier) @use) (#set! as "*!"))
(type_parameters (type_parameter name: (type_identifier) @local))
