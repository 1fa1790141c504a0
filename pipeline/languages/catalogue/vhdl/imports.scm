; design units: one flat space of names, whatever the library
(entity_declaration name: (_) @define)
(package_declaration name: (_) @define)
(package_instantiation_declaration name: (_) @define)
(configuration_declaration name: (_) @define)
(context_declaration name: (_) @define)

; work.a wherever it stands: use work.a.all; entity work.a; work.a.f(x)
((selected_name prefix: (simple_name) @_library suffix: (simple_name) @module) @import
  (#match? @_library "(?i)^work$"))

; use library.a.all; use library.a; context library.a; entity library.a port map (...); new library.a
((use_clause (selected_name
    prefix: (selected_name prefix: (simple_name) @_library suffix: (simple_name) @module))) @import
  (#not-match? @_library "(?i)^(work|std|ieee|ieee_proposed)$"))
((use_clause (selected_name prefix: (simple_name) @_library suffix: (simple_name) @module)) @import
  (#not-match? @_library "(?i)^(work|std|ieee|ieee_proposed)$"))
((context_list (selected_name prefix: (simple_name) @_library suffix: (simple_name) @module)) @import
  (#not-match? @_library "(?i)^(work|std|ieee|ieee_proposed)$"))
((entity_instantiation entity: (selected_name prefix: (simple_name) @_library suffix: (simple_name) @module)) @import
  (#not-match? @_library "(?i)^work$"))
((package_instantiation_declaration
    uninstantiated: (selected_name prefix: (simple_name) @_library suffix: (simple_name) @module)) @import
  (#not-match? @_library "(?i)^(work|std|ieee|ieee_proposed)$"))

; u1: a port map (...), u1: component a, u1: a;
(component_instantiation component: (simple_name) @module) @import
(concurrent_statement_part (procedure_call_statement (label) procedure: (simple_name) @module)) @import

; architecture rtl of a, package body a, configuration c of a
(architecture_body entity: (_) @module) @import
(package_body package: (_) @module) @import
(configuration_declaration entity: (_) @module) @import
