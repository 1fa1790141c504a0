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
(colon_block (function_definition name: (_) @define))

; constants are a world of their own; who names one is not told whether a class or function of that name exists
((program (const_declaration (const_element . (name) @define))) (#set! as "*$"))
((function_call_expression function: (name) @_define arguments: (arguments . (argument [(string) (encapsed_string)] @define)))
  (#any-of? @_define "define" "DEFINE") (#set! as "\\*$"))
([(argument [(name) (qualified_name)] @use) (binary_expression [(name) (qualified_name)] @use)
  (assignment_expression right: [(name) (qualified_name)] @use) (return_statement [(name) (qualified_name)] @use)
  (array_element_initializer [(name) (qualified_name)] @use) (parenthesized_expression [(name) (qualified_name)] @use)
  (conditional_expression [(name) (qualified_name)] @use) (unary_op_expression [(name) (qualified_name)] @use)
  (echo_statement [(name) (qualified_name)] @use) (case_statement value: [(name) (qualified_name)] @use)
  (subscript_expression [(name) (qualified_name)] @use) (match_condition_list [(name) (qualified_name)] @use)
  (expression_statement [(name) (qualified_name)] @use) (cast_expression value: [(name) (qualified_name)] @use)
  (augmented_assignment_expression right: [(name) (qualified_name)] @use)
  (property_element default_value: [(name) (qualified_name)] @use)
  (simple_parameter default_value: [(name) (qualified_name)] @use)] (#set! as "*$"))
((const_element . (name) . [(name) (qualified_name)] @use) (#set! as "*$"))

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
