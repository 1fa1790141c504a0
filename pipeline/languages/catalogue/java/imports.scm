(package_declaration [(scoped_identifier) (identifier)] @package)
(import_declaration [(scoped_identifier) (identifier)] @module (asterisk)? @wildcard) @import

(program [
  (class_declaration name: (identifier) @define)
  (interface_declaration name: (identifier) @define)
  (enum_declaration name: (identifier) @define)
  (record_declaration name: (identifier) @define)
  (annotation_type_declaration name: (identifier) @define)])

(_ body: (_ [
  (class_declaration name: (identifier) @local)
  (interface_declaration name: (identifier) @local)
  (enum_declaration name: (identifier) @local)
  (record_declaration name: (identifier) @local)
  (annotation_type_declaration name: (identifier) @local)]))
(type_parameter . (type_identifier) @local)

; not the parts of a.b.C, which are no names of their own
(_ type: (type_identifier) @use)
(_ element: (type_identifier) @use)
(_ right: (type_identifier) @use)
(generic_type . (type_identifier) @use)
(type_arguments (type_identifier) @use)
(type_list (type_identifier) @use)
(type_bound (type_identifier) @use)
(wildcard (type_identifier) @use)
(superclass (type_identifier) @use)
(throws (type_identifier) @use)
(catch_type (type_identifier) @use)
(class_literal (type_identifier) @use)
(annotated_type (type_identifier) @use)
(method_reference . (type_identifier) @use)
(type_pattern (type_identifier) @use)
(record_pattern (identifier) @use)
(spread_parameter (type_identifier) @use)
(scoped_type_identifier) @use
(annotation name: (_) @use)
(marker_annotation name: (_) @use)
(method_invocation object: (identifier) @use (#match? @use "^[A-Z]"))
(field_access object: (identifier) @use (#match? @use "^[A-Z]"))
(method_reference . (identifier) @use (#match? @use "^[A-Z]"))
; a full name in the code: packages in lower case, then a type
(method_invocation object: (field_access) @use (#match? @use "^([a-z_][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9_]*$"))
(field_access object: (field_access) @use (#match? @use "^([a-z_][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9_]*$"))
