(module_statement (name) @define)
; a submodule by its own name and by the one its children give it
(submodule_statement (name) @define .)

; use a, only: b; not: use, intrinsic :: a
((use_statement (module_name) @module) @import
  (#not-match? @import "(?i)^use[ \t]*,[ \t]*intrinsic")
  (#set! style "module"))

; submodule (a) b, submodule (a:b) c
((submodule_statement ancestor: (module_name) @module) @import (#set! style "module"))
((submodule_statement parent: (module_name) @module) @import (#set! style "module"))

; include 'a.inc', #include "a.h"
(include_statement path: (_) @module) @import
(preproc_include path: (string_literal) @module) @import
