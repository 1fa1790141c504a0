(source (list_lit . (sym_lit) @_form . (sym_lit (sym_name) @package) (#any-of? @_form "ns" "in-ns")))
(source (list_lit . (sym_lit) @_form . (sym_lit (meta_lit) (sym_name) @package) (#eq? @_form "ns")))

; [a.b :as b], [a.b :refer [x]]: what a list of libraries holds, wherever it stands
(([(vec_lit . (sym_lit (sym_name) @module) . (kwd_lit) @_option)
   (list_lit . (sym_lit (sym_name) @module) . (kwd_lit) @_option)]) @import
  (#match? @_option "^:(as|as-alias|refer|refer-macros|only|rename|exclude|include-macros|reload)$")
  (#match? @module "^[A-Za-z][^/]*$"))

; (:require a.b [a.c])
((list_lit . (kwd_lit) @_clause [(sym_lit (sym_name) @module)
    (vec_lit . (sym_lit (sym_name) @module) .) (list_lit . (sym_lit (sym_name) @module) .)
    (read_cond_lit (sym_lit (sym_name) @module))
    (read_cond_lit (vec_lit . (sym_lit (sym_name) @module) .))
    (splicing_read_cond_lit (vec_lit (sym_lit (sym_name) @module)))
    (splicing_read_cond_lit (vec_lit (vec_lit . (sym_lit (sym_name) @module) .)))]) @import
  (#any-of? @_clause ":require" ":use"))

; (:require-macros a.b [a.c :as c])
((list_lit . (kwd_lit) @_clause [(sym_lit (sym_name) @module) (vec_lit . (sym_lit (sym_name) @module))]) @import
  (#any-of? @_clause ":require-macros" ":use-macros")
  (#set! style "macros"))

; (:require [a [b :as x] c]): a prefix and the rest of names
((list_lit . (kwd_lit) @_clause ([(vec_lit . (sym_lit (sym_name) @module) . [(sym_lit (sym_name) @module)
      (vec_lit . (sym_lit (sym_name) @module)) (list_lit . (sym_lit (sym_name) @module))])
    (list_lit . (sym_lit (sym_name) @module) . [(sym_lit (sym_name) @module)
      (vec_lit . (sym_lit (sym_name) @module)) (list_lit . (sym_lit (sym_name) @module))])])) @import
  (#any-of? @_clause ":require" ":use"))
((list_lit . (kwd_lit) @_clause ([
    (vec_lit . (sym_lit (sym_name) @module) . [(sym_lit) (vec_lit) (list_lit)] [(sym_lit (sym_name) @module)
      (vec_lit . (sym_lit (sym_name) @module)) (list_lit . (sym_lit (sym_name) @module))])
    (list_lit . (sym_lit (sym_name) @module) . [(sym_lit) (vec_lit) (list_lit)] [(sym_lit (sym_name) @module)
      (vec_lit . (sym_lit (sym_name) @module)) (list_lit . (sym_lit (sym_name) @module))])])) @import
  (#any-of? @_clause ":require" ":use"))

; (:import [a.b Rec]): records are classes of the package that their namespace is
((list_lit . (kwd_lit) @_clause [(vec_lit . (sym_lit (sym_name) @module) . (sym_lit))
    (list_lit . (sym_lit (sym_name) @module) . (sym_lit))]) @import
  (#eq? @_clause ":import"))

; (require 'a.b '[a.c :as c])
((list_lit . (sym_lit) @_form [(quoting_lit [(sym_lit (sym_name) @module)
    (vec_lit . (sym_lit (sym_name) @module) .) (list_lit . (sym_lit (sym_name) @module) .)])]) @import
  (#any-of? @_form "require" "use" "requiring-resolve"))
((list_lit . (sym_lit) @_form . (quoting_lit (sym_lit (sym_name) @module))) @import
  (#eq? @_form "in-ns"))

; (load "core_proxy"), (load "/a/b")
((list_lit . (sym_lit) @_form (str_lit) @module) @import
  (#any-of? @_form "load" "load-file")
  (#set! style "load"))

; #_ and (comment ...)
(dis_expr) @ignored
((list_lit . (sym_lit) @_form) @ignored (#eq? @_form "comment"))
