; #include "beside.h"
(preproc_include path: (string_literal) @module) @import

; #include <below/a/root.h>
((preproc_include path: (system_lib_string) @module) @import (#set! style "system"))
