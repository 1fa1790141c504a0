(open_module module: (module_path) @module) @import @wildcard
(include_module module: (module_path) @module) @import @wildcard
((module_binding (module_name) @module body: (module_path) @module) @import
  (#set! join " = "))

; names of modules the file makes itself hide files
(module_binding (module_name) @define)
(module_parameter (module_name) @define)
(package_pattern (module_name) @define)

(module_path) @use
(extended_module_path) @use

; module Make (A : Make.S) : Make.T, module M = M.Make (X): inside its own binding a name still means the file
((module_binding (module_name) @_bound
    (module_parameter module_type: (module_type_path (extended_module_path . (module_name) @module .))))
  (#eq? @_bound @module))
((module_parameter (module_name) @_bound module_type: (module_type_path (extended_module_path . (module_name) @module .)))
  (#eq? @_bound @module))
((module_binding (module_name) @_bound
    module_type: [(module_type_path (extended_module_path . (module_name) @module .))
      (module_type_constraint module_type: (module_type_path (extended_module_path . (module_name) @module .)))])
  (#eq? @_bound @module))
((module_binding (module_name) @_bound body: [
    (module_application functor: (module_path (module_path . (module_name) @module .)))
    (module_application functor: (module_application functor: (module_path (module_path . (module_name) @module .))))
    (typed_module_expression (module_application functor: (module_path (module_path . (module_name) @module .))))])
  (#eq? @_bound @module))
