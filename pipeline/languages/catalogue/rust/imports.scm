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

; paths in the code and names that a `*` may bring, but not those in `use` items
(use_declaration) @aside
(visibility_modifier) @aside
(scoped_identifier) @use
(scoped_type_identifier) @use
(type_identifier) @use
(call_expression function: (identifier) @use)
((macro_invocation macro: [(identifier) (scoped_identifier)] @use) (#set! as "*!"))
(type_parameters (type_parameter name: (type_identifier) @local))
