; `include "a.vh"
(include_compiler_directive [(quoted_string) (system_lib_string)] @module) @import
