; (require "a.rkt" (only-in "b.rkt" x) (for-syntax (prefix-in p: "c.rkt"))), and forms that expand to it
((list . (symbol) @_form (string) @module) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#not-match? @module "^\"\\.*\"$"))
((list . (symbol) @_form (list . (symbol) @_inner (string) @module)) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#not-match? @module "^\"\\.*\"$")
  (#not-match? @_inner "^(lib|planet)$"))
((list . (symbol) @_form (list . (symbol) (list . (symbol) @_inner (string) @module))) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#not-match? @module "^\"\\.*\"$")
  (#not-match? @_inner "^(lib|planet)$"))
((list . (symbol) @_form (list . (symbol) (list . (symbol) (list . (symbol) @_inner (string) @module)))) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#not-match? @module "^\"\\.*\"$")
  (#not-match? @_inner "^(lib|planet)$"))
((list . (symbol) @_form (list . (string) @module)) @import (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$"))

; racket/list: a path below a collection
((list . (symbol) @_form (symbol) @module) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#match? @module "^[a-zA-Z][^ :]*/")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) (symbol) @module)) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#match? @module "^[a-zA-Z][^ :]*/")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) (list . (symbol) (symbol) @module))) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#match? @module "^[a-zA-Z][^ :]*/")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) (list . (symbol) (list . (symbol) (symbol) @module)))) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#match? @module "^[a-zA-Z][^ :]*/")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) @module)) @import
  (#eq? @_form "lazy-require")
  (#match? @module "^[a-zA-Z][^ :]*/")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) @_lib . (string) @module)) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#eq? @_lib "lib")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) (list . (symbol) @_lib . (string) @module))) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#eq? @_lib "lib")
  (#set! style "collection"))
((list . (symbol) @_form (list . (symbol) (list . (symbol) (list . (symbol) @_lib . (string) @module)))) @import
  (#match? @_form "^(#%|unsafe-|lazy-|reprovide-)?require([-/].*)?$|^reprovide$")
  (#eq? @_lib "lib")
  (#set! style "collection"))

; (include "a.rktl"), (dynamic-require "a.rkt" 'x), (module main "lang.rkt" ...), #lang s-exp "lang.rkt"
((list . (symbol) @_form . (string) @module) @import
  (#any-of? @_form "include" "dynamic-require" "load" "load/use-compiled" "include-section" "reader" "define-runtime-module-path"))
((list . (symbol) @_form . (_) . (string) @module) @import
  (#any-of? @_form "module" "module*" "include-at/relative-to" "define-runtime-module-path-index"))
((program (extension) . (string) @module))

(sexp_comment) @ignored
