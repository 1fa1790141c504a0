(namespace_block name: (_) @package)

; Imports A.B opens a namespace, Imports X = A.B names one of its types
(imports_statement !alias namespace: (_) @module @wildcard) @import
(imports_statement alias: (_) namespace: (_)) @module @import

(source_file (type_declaration (_ name: (_) @define)))
(namespace_block (type_declaration (_ name: (_) @define)))
; what modules declare is known without their name
(source_file (type_declaration (module_block (method_declaration name: (_) @define))))
(namespace_block (type_declaration (module_block (method_declaration name: (_) @define))))

[(class_block (type_declaration (_ name: (_) @local)))
 (class_block (method_declaration name: (_) @local))
 (structure_block (method_declaration name: (_) @local))]
(variable_declarator name: (_) @local)
(dim_statement name: (_) @local)
(parameter name: (_) @local)

(type (namespace_name) @use)
(generic_type (namespace_name) @use)
(array_type (namespace_name) @use)
(member_access object: (expression (identifier) @use))
(invocation target: (identifier) @use)
