(package_statement name: (_) @define)

; use A::B; no A::B; require A::B;
(use_statement module: (package) @module) @import
(require_expression (bareword) @module) @import

; use parent "A::B", qw(A C); use base ...; use if $x, "A"; not: use parent -norequire
((use_statement module: (package) @_pragma [
    (string_literal) @module
    (interpolated_string_literal) @module
    (list_expression [(string_literal) (interpolated_string_literal)] @module)]) @import
  (#any-of? @_pragma "parent" "base" "if" "superclass" "aliased" "Mojo::Base")
  (#not-match? @import "-norequire")
  (#match? @module "^['\"]?[A-Za-z_]\\w*(::\\w+)*['\"]?$")
  (#set! style "class"))
((use_statement module: (package) @_pragma [
    (quoted_word_list content: (_) @module)
    (list_expression (quoted_word_list content: (_) @module))]) @import
  (#any-of? @_pragma "parent" "base")
  (#not-match? @import "-norequire")
  (#set! each "[A-Za-z_][\\w:]*")
  (#set! style "class"))

; extends "A"; with "A", "B"; Moose and Moo load what is named. No fields: of one that repeats only the first would match
((ambiguous_function_call_expression (function) @_call [(string_literal) (interpolated_string_literal)] @module) @import
  (#any-of? @_call "extends" "with")
  (#match? @module "^['\"]?[A-Za-z_]\\w*(::\\w+)*['\"]?$")
  (#set! style "class"))
((function_call_expression (function) @_call [
    (string_literal) @module
    (interpolated_string_literal) @module
    (list_expression [(string_literal) (interpolated_string_literal)] @module)]) @import
  (#any-of? @_call "extends" "with")
  (#match? @module "^['\"]?[A-Za-z_]\\w*(::\\w+)*['\"]?$")
  (#set! style "class"))
((_ (function) @_call (quoted_word_list content: (_) @module)) @import
  (#any-of? @_call "extends" "with")
  (#set! each "[A-Za-z_][\\w:]*")
  (#set! style "class"))

; require "a.pl"; do "./a.pl"; require "$Bin/../a.pl"
((require_expression [(string_literal) (interpolated_string_literal)] @module) @import (#set! style "path"))
((eval_expression (filename [(string_literal) (interpolated_string_literal)] @module)) @import (#set! style "path"))
