; include "a.thrift", cpp_include "a.h"
(include_statement (string) @module) @import
