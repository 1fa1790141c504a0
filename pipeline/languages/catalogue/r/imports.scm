; source("a.R"), source(file = "R/a.R", local = TRUE), Rcpp::sourceCpp("a.cpp")
((call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments . (argument value: (string (string_content) @module)))) @import
  (#any-of? @_call "source" "sys.source" "sourceCpp" "source_file")
  (#set! style "source"))
; source(file.path("R", "a.R")), source(here::here("R", "a.R"))
((call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments . (argument value: (call
      function: [(identifier) @_join (namespace_operator rhs: (identifier) @_join)]
      arguments: (arguments . (argument value: (string (string_content) @module)) .))))) @import
  (#any-of? @_call "source" "sys.source" "sourceCpp")
  (#any-of? @_join "file.path" "here" "test_path")
  (#set! join "/")
  (#set! style "source"))
((call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments . (argument value: (call
      function: [(identifier) @_join (namespace_operator rhs: (identifier) @_join)]
      arguments: (arguments . (argument value: (string (string_content) @module)) . (comma) . (argument value: (string (string_content) @module)) .))))) @import
  (#any-of? @_call "source" "sys.source" "sourceCpp")
  (#any-of? @_join "file.path" "here" "test_path")
  (#set! join "/")
  (#set! style "source"))
((call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments . (argument value: (call
      function: [(identifier) @_join (namespace_operator rhs: (identifier) @_join)]
      arguments: (arguments . (argument value: (string (string_content) @module)) . (comma) . (argument value: (string (string_content) @module)) . (comma) . (argument value: (string (string_content) @module)) .))))) @import
  (#any-of? @_call "source" "sys.source" "sourceCpp")
  (#any-of? @_join "file.path" "here" "test_path")
  (#set! join "/")
  (#set! style "source"))
((call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments . (argument value: (call
      function: [(identifier) @_join (namespace_operator rhs: (identifier) @_join)]
      arguments: (arguments . (argument value: (string (string_content) @module)) . (comma) . (argument value: (string (string_content) @module)) . (comma) . (argument value: (string (string_content) @module)) . (comma) . (argument value: (string (string_content) @module)) .))))) @import
  (#any-of? @_call "source" "sys.source" "sourceCpp")
  (#any-of? @_join "file.path" "here" "test_path")
  (#set! join "/")
  (#set! style "source"))

; library(pkg): a package of the same repository
((call function: (identifier) @_call arguments: (arguments . (argument value: (identifier) @module))) @import @wildcard
  (#any-of? @_call "library" "require"))
((call function: (identifier) @_call arguments: (arguments . (argument value: (string (string_content) @module)))) @import @wildcard
  (#any-of? @_call "library" "require" "requireNamespace"))

(program (binary_operator lhs: [(identifier) @define (string (string_content) @define)] operator: ["<-" "=" "<<-"]))
(program (if_statement (braced_expression (binary_operator lhs: (identifier) @define operator: ["<-" "="]))))
(program (call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments . (argument value: (string (string_content) @define))))
  (#any-of? @_call "setClass" "setGeneric" "setRefClass" "setClassUnion" "setValidity" "makeActiveBinding"))

; functions inside of functions
(function_definition body: (braced_expression (binary_operator lhs: (identifier) @local rhs: (function_definition))))

(call function: (identifier) @use)
(namespace_operator) @use
(call function: (namespace_operator rhs: (identifier) @_name) @use)
(binary_operator operator: _ @use (#match? @use "^%"))
(binary_operator operator: ["|>" "special"] rhs: (identifier) @use)
; objects with methods and prototypes are called in capitals
(extract_operator lhs: (identifier) @use (#match? @use "^[A-Z]"))
(argument value: (identifier) @use (#match? @use "^[A-Z]"))
(call function: (identifier) @_call arguments: (arguments . (argument value: (string (string_content) @use)))
  (#eq? @_call "new"))
(call function: (identifier) @_call arguments: (arguments
    (argument name: (identifier) @_contains value: (string (string_content) @use)))
  (#any-of? @_call "setClass" "setRefClass")
  (#eq? @_contains "contains"))
; functions given to others
(call function: [(identifier) @_call (namespace_operator rhs: (identifier) @_call)]
    arguments: (arguments (argument value: (identifier) @use))
  (#match? @_call "^([lsvmtr]?apply|mapply|Map|Reduce|Filter|do\\.call|match\\.fun|i?map2?(_.*)?|p?walk2?|pmap(_.*)?|keep|discard|compose|partial)$"))
; values of a class under construction, and what is called like a package's own state
(program (binary_operator rhs: (call function: (identifier) @_call
    arguments: (arguments (argument name: (identifier) value: (identifier) @use))))
  (#any-of? @_call "ggproto" "setRefClass" "R6Class"))
(binary_operator (identifier) @use (#match? @use "^\\.[A-Za-z]"))
(extract_operator lhs: (identifier) @use (#match? @use "^(the|.*[_.](globals?|env|cache|state))$"))
