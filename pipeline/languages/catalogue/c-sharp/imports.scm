(namespace_declaration name: (_) @package)
(file_scoped_namespace_declaration name: (_) @package)

; using A.B; and using static A.B.C; open a namespace or a type, using X = A.B; names one
(using_directive !name [(identifier) (qualified_name)] @module @wildcard) @import
(using_directive name: (_)) @import @module
((using_directive "global" !name [(identifier) (qualified_name)] @module @wildcard) @import (#set! style "global"))
((using_directive "global" name: (_)) @import @module (#set! style "global"))

(compilation_unit [
  (class_declaration name: (_) @define)
  (struct_declaration name: (_) @define)
  (interface_declaration name: (_) @define)
  (enum_declaration name: (_) @define)
  (record_declaration name: (_) @define)
  (delegate_declaration name: (_) @define)
  (preproc_if [
    (class_declaration name: (_) @define)
    (struct_declaration name: (_) @define)
    (interface_declaration name: (_) @define)
    (enum_declaration name: (_) @define)])])
(namespace_declaration body: (declaration_list [
  (class_declaration name: (_) @define)
  (struct_declaration name: (_) @define)
  (interface_declaration name: (_) @define)
  (enum_declaration name: (_) @define)
  (record_declaration name: (_) @define)
  (delegate_declaration name: (_) @define)
  (preproc_if [
    (class_declaration name: (_) @define)
    (struct_declaration name: (_) @define)
    (interface_declaration name: (_) @define)
    (enum_declaration name: (_) @define)])]))

[(class_declaration body: (declaration_list [
    (class_declaration name: (_) @local)
    (struct_declaration name: (_) @local)
    (interface_declaration name: (_) @local)
    (enum_declaration name: (_) @local)
    (delegate_declaration name: (_) @local)]))
  (struct_declaration body: (declaration_list [
    (class_declaration name: (_) @local)
    (struct_declaration name: (_) @local)
    (enum_declaration name: (_) @local)]))]
(type_parameter name: (_) @local)

(_ type: [(identifier) (qualified_name) (alias_qualified_name)] @use)
(_ returns: [(identifier) (qualified_name) (alias_qualified_name)] @use)
(base_list [(identifier) (qualified_name) (alias_qualified_name)] @use)
(type_argument_list [(identifier) (qualified_name) (alias_qualified_name)] @use)
(generic_name . (identifier) @use)
(qualified_name name: (generic_name)) @use
(attribute name: (_) @use)
(constant_pattern (identifier) @use)
(as_expression right: (_) @use)
(is_expression right: (_) @use)
(member_access_expression expression: (identifier) @use (#match? @use "^[A-Z]"))
; a full name in the code
(member_access_expression expression: (member_access_expression) @use (#match? @use "^(global::)?[A-Z]\\w*(\\.[A-Z]\\w*)+$"))
