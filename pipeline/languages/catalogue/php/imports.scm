(namespace_definition name: (_) @package)

(namespace_use_declaration !body (namespace_use_clause) @module) @import
(namespace_use_declaration body: (_)) @import @module

; require and include of a path written as text, whatever stands before the text
((require_expression [(string) (encapsed_string)] @module) @import (#set! style "path"))
((require_once_expression [(string) (encapsed_string)] @module) @import (#set! style "path"))
((include_expression [(string) (encapsed_string)] @module) @import (#set! style "path"))
((include_once_expression [(string) (encapsed_string)] @module) @import (#set! style "path"))
((require_expression (binary_expression right: [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((require_once_expression (binary_expression right: [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((include_expression (binary_expression right: [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((include_once_expression (binary_expression right: [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((require_expression (parenthesized_expression [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((require_once_expression (parenthesized_expression [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((include_expression (parenthesized_expression [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((include_once_expression (parenthesized_expression [(string) (encapsed_string)] @module)) @import (#set! style "path"))
((require_expression (parenthesized_expression (binary_expression right: [(string) (encapsed_string)] @module))) @import
  (#set! style "path"))
((require_once_expression (parenthesized_expression (binary_expression right: [(string) (encapsed_string)] @module))) @import
  (#set! style "path"))
((include_expression (parenthesized_expression (binary_expression right: [(string) (encapsed_string)] @module))) @import
  (#set! style "path"))
((include_once_expression (parenthesized_expression (binary_expression right: [(string) (encapsed_string)] @module))) @import
  (#set! style "path"))

[(class_declaration name: (_) @define)
 (interface_declaration name: (_) @define)
 (trait_declaration name: (_) @define)
 (enum_declaration name: (_) @define)]
(program (function_definition name: (_) @define))
(program (const_declaration (const_element . (name) @define)))
(namespace_definition body: (compound_statement (function_definition name: (_) @define)))
(namespace_definition body: (compound_statement (const_declaration (const_element . (name) @define))))
(if_statement body: (compound_statement (function_definition name: (_) @define)))

(base_clause (_) @use)
(class_interface_clause (_) @use)
(declaration_list (use_declaration [(name) (qualified_name)] @use))
(named_type (_) @use)
(attribute [(name) (qualified_name)] @use)
(object_creation_expression [(name) (qualified_name)] @use)
(scoped_call_expression scope: [(name) (qualified_name)] @use)
(scoped_property_access_expression scope: [(name) (qualified_name)] @use)
(class_constant_access_expression . [(name) (qualified_name)] @use)
(binary_expression operator: "instanceof" right: [(name) (qualified_name)] @use)
(function_call_expression function: [(name) (qualified_name)] @use)
