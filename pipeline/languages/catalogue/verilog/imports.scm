; `include "a.vh"
(include_compiler_directive [(quoted_string) (system_lib_string)] @module) @import

; what a design is made of: one flat space of names
(module_ansi_header name: (_) @define)
(module_nonansi_header name: (_) @define)
(interface_ansi_header name: (_) @define)
(interface_nonansi_header name: (_) @define)
(program_ansi_header name: (_) @define)
(program_nonansi_header name: (_) @define)
(package_declaration name: (_) @define)
(class_declaration name: (_) @define)
(interface_class_declaration name: (_) @define)
(checker_declaration name: (_) @define)
(udp_nonansi_declaration . (simple_identifier) @define)
(udp_ansi_declaration . (simple_identifier) @define)

; import a::*; a::T x; a::f(); a::T'(x)
((package_import_item . (simple_identifier) @module) @import (#set! style "unit"))
((class_type . (simple_identifier) @module) @import (#set! style "unit"))
((method_call (primary (hierarchical_identifier . (simple_identifier) @module .)) "::") @import (#set! style "unit"))
((package_scope (simple_identifier) @module) @import (#set! style "unit"))

; a #(.W(8)) u1 (...); a.master port; bind b a u1(...)
((_ instance_type: (_) @module) @import (#set! style "unit"))
((interface_port_header interface_name: (_) @module) @import (#set! style "unit"))
((bind_directive (bind_target_scope (simple_identifier) @module)) @import (#set! style "unit"))

; class b implements a; a x; virtual a x; in a module `a x;` is read as a net
((interface_class_type . (simple_identifier) @module) @import (#set! style "unit"))
((data_type . (simple_identifier) @module) @import (#set! style "unit"))
((net_declaration . (simple_identifier) @module) @import (#set! style "unit"))
