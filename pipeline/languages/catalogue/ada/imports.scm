; library units by their full name; a body too, for its subunits: a specification comes before it
(compilation_unit (package_declaration name: (_) @define))
(compilation_unit (package_body name: (_) @define))
(compilation_unit (package_renaming_declaration name: (_) @define))
(compilation_unit (generic_instantiation name: (_) @define))
(compilation_unit (generic_package_declaration (package_declaration name: (_) @define)))
(compilation_unit [
  (subprogram_declaration [(procedure_specification name: (_) @define) (function_specification name: (_) @define)])
  (generic_subprogram_declaration [(procedure_specification name: (_) @define) (function_specification name: (_) @define)])
  (subprogram_renaming_declaration [(procedure_specification name: (_) @define) (function_specification name: (_) @define)])
  (subprogram_body [(procedure_specification name: (_) @define) (function_specification name: (_) @define)])])

; with A.B, C;
(with_clause [(identifier) (selected_component)] @module) @import

; a body after its specification
(compilation_unit (package_body name: (_) @module)) @import
(compilation_unit (subprogram_body
  [(procedure_specification name: (_) @module) (function_specification name: (_) @module)])) @import

; a child after its parent
(compilation_unit (package_declaration name: (selected_component prefix: (_) @module))) @import
(compilation_unit (package_renaming_declaration name: (selected_component prefix: (_) @module))) @import
(compilation_unit (generic_instantiation name: (selected_component prefix: (_) @module))) @import
(compilation_unit (generic_package_declaration
  (package_declaration name: (selected_component prefix: (_) @module)))) @import
(compilation_unit [
  (subprogram_declaration [
    (procedure_specification name: (selected_component prefix: (_) @module))
    (function_specification name: (selected_component prefix: (_) @module))])
  (generic_subprogram_declaration [
    (procedure_specification name: (selected_component prefix: (_) @module))
    (function_specification name: (selected_component prefix: (_) @module))])]) @import

; separate (A.B): the body that leaves its place open
((subunit parent_unit_name: (_) @module) @import (#set! style "body"))
