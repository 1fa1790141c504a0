(package_clause (package_identifier) @package)

(import_spec !name path: (_) @module) @import
(import_spec name: (package_identifier) @name path: (_) @module) @import
(import_spec name: (dot) @wildcard path: (_) @module) @import
((import_spec name: (blank_identifier) path: (_) @module) @import (#set! style "blank"))

(source_file [
  (function_declaration name: (identifier) @define)
  (const_declaration (const_spec name: (identifier) @define))
  (var_declaration (var_spec name: (identifier) @define))
  (var_declaration (var_spec_list (var_spec name: (identifier) @define)))
  (type_declaration (type_spec name: (type_identifier) @define))
  (type_declaration (type_alias name: (type_identifier) @define))])

; not the name in pkg.Name, which belongs to another package
(_ type: (type_identifier) @use)
(_ element: (type_identifier) @use)
(_ key: (type_identifier) @use)
(_ value: (type_identifier) @use)
(_ result: (type_identifier) @use)
(pointer_type (type_identifier) @use)
(type_elem (type_identifier) @use)
(parenthesized_type (type_identifier) @use)
(qualified_type) @use
(selector_expression operand: (identifier)) @use
(call_expression function: (identifier) @use)
(argument_list (identifier) @use)
(binary_expression (identifier) @use)
(unary_expression operand: (identifier) @use)
(expression_list (identifier) @use)
(literal_element (identifier) @use)
(range_clause right: (identifier) @use)
(index_expression [operand: (identifier) @use index: (identifier) @use])
(slice_expression (identifier) @use)
(variadic_argument (identifier) @use)
(type_assertion_expression operand: (identifier) @use)
(if_statement condition: (identifier) @use)
(expression_switch_statement value: (identifier) @use)
(send_statement (identifier) @use)
(array_type length: (identifier) @use)
(parenthesized_expression (identifier) @use)
(type_parameter_declaration name: (identifier) @local)
(block (statement_list (var_declaration (var_spec name: (identifier) @local))))
(short_var_declaration left: (expression_list (identifier) @local))
(parameter_declaration name: (identifier) @local)
(range_clause left: (expression_list (identifier) @local))
