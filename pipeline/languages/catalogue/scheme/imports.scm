; (import (a b) (only (c d) x) (prefix (except (e f) y) p:)), Guile's use-modules
((list . (symbol) @_form (list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .)) @import
  (#any-of? @_form "import" "use-modules" "import-only")
  (#set! join "/"))
((list . (symbol) @_form (list . (symbol) . (list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .))) @import
  (#any-of? @_form "import" "use-modules" "import-only")
  (#set! join "/"))
((list . (symbol) @_form (list . (symbol) . (list . (symbol) . (list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .)))) @import
  (#any-of? @_form "import" "use-modules" "import-only")
  (#set! join "/"))
((list . (symbol) @_form (list . (symbol) . (list . (symbol) . (list . (symbol) . (list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .))))) @import
  (#any-of? @_form "import" "use-modules" "import-only")
  (#set! join "/"))
((list . (symbol) @_form (list . (list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .))) @import
  (#eq? @_form "use-modules")
  (#set! join "/"))
((list . (symbol) @_form (keyword) @_use . [(list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .) (list . (list . [(symbol) (number)] @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module . [(symbol) (number)]? @module .))]) @import
  (#eq? @_form "define-module")
  (#match? @_use "use-module$|^#:autoload$")
  (#set! join "/"))

; (include "a.scm" "b.scm"), (load "c.scm")
((list . (symbol) @_form (string) @module) @import
  (#any-of? @_form "include" "include-ci" "include-library-declarations" "load" "load-relative" "include-relative" "include-from-path" "load-from-path" "primitive-load")
  (#set! style "file"))

; #;(import (a))
(comment) @ignored
