((pp_include file: (string) @module) @import (#set! style "include"))
((pp_include_lib file: (string) @module) @import (#set! style "include_lib"))
(behaviour_attribute name: (atom) @module) @import
(import_attribute module: (atom) @module) @import
((compile_options_attribute options: (tuple . (atom) @_option . (atom) @module .)) @import
  (#eq? @_option "parse_transform"))
((compile_options_attribute options: (list (tuple . (atom) @_option . (atom) @module .))) @import
  (#eq? @_option "parse_transform"))

(remote_module module: (atom) @use)
(external_fun module: (module name: (atom) @use))
; apply(m, f, Args), spawn_link(m, f, Args)
((call expr: (atom) @_call args: (expr_args . (atom) @use . (_) . (_) .))
  (#match? @_call "^(apply|spawn|spawn_link|spawn_monitor|hibernate)$"))
; gen_server:start_link(m, ...)
((call expr: (remote fun: (atom) @_call) args: (expr_args args: (atom) @use))
  (#match? @_call "^(start|start_link|start_monitor|start_child|apply)$"))
; {m, f, [Args]} of a supervisor
(tuple . (atom) @use . (atom) . (list) .)
