; A header gives all it declares, and what the headers that it includes do
((preproc_include path: (_) @module @wildcard) @import (#set! style "pub"))

(compound_statement) @body
(parameter_list) @body
(labeled_statement) @body
(ERROR) @body

(preproc_def name: (identifier) @define)
(preproc_function_def name: (identifier) @define)
(struct_specifier name: (type_identifier) @define body: (_))
(union_specifier name: (type_identifier) @define body: (_))
(enum_specifier name: (type_identifier) @define body: (_))
(enum_specifier . "enum" . name: (_)? . body: (enumerator_list (enumerator name: (identifier) @define)))

; typedef T a, *b, c[2], (*d)(int);
(type_definition declarator: (type_identifier) @define)
(type_definition declarator: (_ declarator: (type_identifier) @define))
(type_definition declarator: (_ declarator: (_ declarator: (type_identifier) @define)))
(type_definition declarator: (_ declarator: (parenthesized_declarator (type_identifier) @define)))
(type_definition declarator: (_ declarator: (parenthesized_declarator (_ declarator: (type_identifier) @define))))

; T a, *b, c[2], d(int), *e(int), f = 1; T g(int) {}
(declaration declarator: (identifier) @define)
(declaration declarator: (_ declarator: (identifier) @define))
(declaration declarator: (_ declarator: (_ declarator: (identifier) @define)))
(declaration declarator: (_ declarator: (_ declarator: (_ declarator: (identifier) @define))))
(declaration declarator: (_ declarator: (parenthesized_declarator (_ declarator: (identifier) @define))))
(function_definition declarator: (_ declarator: (identifier) @define))
(function_definition declarator: (_ declarator: (_ declarator: (identifier) @define)))
(function_definition declarator: (_ declarator: (_ declarator: (_ declarator: (identifier) @define))))

(identifier) @use
(type_identifier) @use

; what means something else within the file: parameters and what functions declare
(parameter_declaration declarator: (identifier) @local)
(parameter_declaration declarator: (_ declarator: (identifier) @local))
(parameter_declaration declarator: (_ declarator: (_ declarator: (identifier) @local)))
(parameter_declaration declarator: (_ declarator: (parenthesized_declarator (_ declarator: (identifier) @local))))
(preproc_params (identifier) @local)
(compound_statement (declaration declarator: (identifier) @local))
(compound_statement (declaration declarator: (_ declarator: (identifier) @local)))
(compound_statement (declaration declarator: (_ declarator: (_ declarator: (identifier) @local))))
(compound_statement (preproc_ifdef (declaration declarator: (identifier) @local)))
(compound_statement (preproc_ifdef (declaration declarator: (_ declarator: (identifier) @local))))
(compound_statement (preproc_if (declaration declarator: (identifier) @local)))
(compound_statement (preproc_if (declaration declarator: (_ declarator: (identifier) @local))))
(for_statement initializer: (declaration declarator: (_ declarator: (identifier) @local)))
