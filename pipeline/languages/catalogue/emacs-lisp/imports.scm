((list . (symbol) @_form . (quote (symbol) @module)) @import (#any-of? @_form "require" "load-library"))
((list . (symbol) @_form . (string) @module) @import (#any-of? @_form "load" "load-file" "load-library"))
; (load (expand-file-name "lisp/keys.el" user-emacs-directory))
((list . (symbol) @_form . (list . (symbol) @_expand . (string) @module)) @import
  (#any-of? @_form "load" "load-file")
  (#any-of? @_expand "expand-file-name" "locate-user-emacs-file"))
((list . (symbol) @_form . (quote (symbol)) . (string) @module) @import (#eq? @_form "autoload"))
((list . (symbol) @_form . (symbol) @module) @import (#eq? @_form "use-package"))
; only the byte compiler asks where a function is declared
((list . (symbol) @_form . (symbol) . (string) @module) @import
  (#eq? @_form "declare-function")
  (#set! kind "type-only"))
