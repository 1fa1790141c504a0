; #include "a.glsl", #include <a.glsl>
(preproc_include path: [(string_literal) (system_lib_string)] @module) @import
