(field_declaration_list) @body
(template_parameter_list) @body

(namespace_definition name: (namespace_identifier) @package)
(namespace_definition name: (nested_namespace_specifier (namespace_identifier) @package))

(class_specifier name: (type_identifier) @define body: (_))
(alias_declaration name: (type_identifier) @define)
(concept_definition name: (identifier) @define)
(namespace_alias_definition name: (namespace_identifier) @define)
(declaration declarator: (reference_declarator (identifier) @define))
(function_definition declarator: (reference_declarator (function_declarator declarator: (identifier) @define)))
; class EXPORTED Name {}
(function_definition type: (class_specifier !body) declarator: (identifier) @define)
(function_definition type: (struct_specifier !body) declarator: (identifier) @define)

(reference_declarator (identifier) @local)
(optional_parameter_declaration declarator: (identifier) @local)
(optional_parameter_declaration declarator: (_ declarator: (identifier) @local))
(for_range_loop declarator: (identifier) @local)
(structured_binding_declarator (identifier) @local)
(lambda_capture_initializer left: (identifier) @local)
(type_parameter_declaration (type_identifier) @local)
(optional_type_parameter_declaration name: (type_identifier) @local)
(field_declaration_list (alias_declaration name: (type_identifier) @local))
(field_declaration_list (type_definition declarator: (type_identifier) @local))
