(package_header (identifier) @package)
(import_header (identifier) @module (wildcard_import) @wildcard) @import
(import_header (identifier) (import_alias)) @import @module
((import_header (identifier) @module .) @import)

(source_file [
  (class_declaration (type_identifier) @define)
  (object_declaration (type_identifier) @define)
  (type_alias . (type_identifier) @define)
  (function_declaration (simple_identifier) @define)
  (property_declaration (variable_declaration (simple_identifier) @define))])

(class_body [
  (class_declaration (type_identifier) @local)
  (object_declaration (type_identifier) @local)
  (function_declaration (simple_identifier) @local)])
(statements (function_declaration (simple_identifier) @local))
(type_parameter (type_identifier) @local)

(user_type) @use
(call_expression . (simple_identifier) @use)
(navigation_expression . (simple_identifier) @use (#match? @use "^[A-Z]"))
(callable_reference . (type_identifier) @use)
; a full name in the code: packages in lower case, then a type
((navigation_expression) @use (#match? @use "^([a-z_][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9_]*$"))
