(package_clause name: (package_identifier) @package)
(import_declaration) @import @module

(_ . (package_clause)? [
  (class_definition name: (_) @define)
  (object_definition name: (_) @define)
  (trait_definition name: (_) @define)
  (enum_definition name: (_) @define)])

(type_identifier) @use
(stable_type_identifier) @use
(call_expression function: (identifier) @use (#match? @use "^[A-Z]"))
(field_expression value: (identifier) @use (#match? @use "^[A-Z]"))
