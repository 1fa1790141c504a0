; import a = require("./x")
((import_statement (import_require_clause (identifier) @name source: (string) @module)) @import
  (#set! style "members"))

(program [
  (abstract_class_declaration name: (_) @define)
  (interface_declaration name: (_) @define)
  (type_alias_declaration name: (_) @define)
  (enum_declaration name: (_) @define)
  (function_signature name: (_) @define)
  (expression_statement (internal_module name: (identifier) @define))])
([(export_statement declaration: [
    (abstract_class_declaration name: (_) @define)
    (interface_declaration name: (_) @define)
    (type_alias_declaration name: (_) @define)
    (enum_declaration name: (_) @define)
    (function_signature name: (_) @define)
    (internal_module name: (identifier) @define)
    (ambient_declaration (_ name: (_) @define))
    (ambient_declaration (_ (variable_declarator name: (identifier) @define)))])
  (program (ambient_declaration (_ name: (_) @define)))
  (program (ambient_declaration (_ (variable_declarator name: (identifier) @define))))])

(type_identifier) @use
