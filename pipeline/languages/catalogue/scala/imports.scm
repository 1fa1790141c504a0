(package_clause name: (package_identifier) @package)
(import_declaration) @import @module

(package_object name: (_) @package)

(compilation_unit [
  (class_definition name: (_) @define)
  (object_definition name: (_) @define)
  (trait_definition name: (_) @define)
  (enum_definition name: (_) @define)
  (function_definition name: (_) @define)
  (type_definition name: (_) @define)])
(package_clause body: (template_body [
  (class_definition name: (_) @define)
  (object_definition name: (_) @define)
  (trait_definition name: (_) @define)
  (enum_definition name: (_) @define)]))
(package_object body: (template_body [
  (class_definition name: (_) @define)
  (object_definition name: (_) @define)
  (trait_definition name: (_) @define)
  (enum_definition name: (_) @define)
  (function_definition name: (_) @define)
  (type_definition name: (_) @define)
  (val_definition pattern: (identifier) @define)]))

(class_definition body: (template_body [
  (class_definition name: (_) @local)
  (object_definition name: (_) @local)
  (trait_definition name: (_) @local)
  (type_definition name: (_) @local)]))
(object_definition body: (template_body [
  (class_definition name: (_) @local)
  (object_definition name: (_) @local)
  (trait_definition name: (_) @local)
  (type_definition name: (_) @local)]))
(trait_definition body: (template_body [
  (class_definition name: (_) @local)
  (object_definition name: (_) @local)
  (trait_definition name: (_) @local)
  (type_definition name: (_) @local)]))
(type_parameters name: (_) @local)

(type_identifier) @use
(stable_type_identifier) @use
; the last part of a.b.C is no name of its own
(stable_type_identifier (type_identifier) @local .)
(call_expression function: (identifier) @use (#match? @use "^[A-Z]"))
(field_expression value: (identifier) @use (#match? @use "^[A-Z]"))
(generic_function function: (identifier) @use (#match? @use "^[A-Z]"))
(arguments (identifier) @use (#match? @use "^[A-Z]"))
(case_clause pattern: (identifier) @use (#match? @use "^[A-Z]"))
