(source (list_lit . (sym_lit) @_form . [(kwd_lit (kwd_symbol) @package) (sym_lit) @package (str_lit) @package] (#match? @_form "^(?i:in-package|defpackage|define-package|uiop:define-package)$")))
(source (list_lit . (package_lit symbol: (sym_lit) @_form) . [(kwd_lit (kwd_symbol) @package) (sym_lit) @package (str_lit) @package] (#match? @_form "^(?i:in-package|define-package|defpackage)$")))
(source (list_lit . [(sym_lit) @_form (package_lit symbol: (sym_lit) @_form)] . [(kwd_lit (kwd_symbol) @define) (sym_lit) @define (str_lit) @define] (#match? @_form "^(?i:defpackage|define-package)$")))

; a file in a package comes after the file that declares it
((source (list_lit . [(sym_lit) @_form (package_lit symbol: (sym_lit) @_form)] . [(kwd_lit (kwd_symbol) @module) (sym_lit) @module (str_lit) @module]) @import)
  (#match? @_form "^(?i:in-package)$"))
; (:use :other): its names are seen in every file of the package
((list_lit . [(sym_lit) @_form (package_lit symbol: (sym_lit) @_form)]
    (list_lit . (kwd_lit (kwd_symbol) @_use) [(kwd_lit (kwd_symbol) @module) (sym_lit) @module (str_lit) @module])) @import
  (#match? @_form "^(?i:defpackage|define-package)$")
  (#match? @_use "^(?i:use|mix|reexport|use-reexport|mix-reexport)$")
  (#set! style "opens"))
((list_lit . [(sym_lit) @_form (package_lit symbol: (sym_lit) @_form)]
    (list_lit . (kwd_lit (kwd_symbol) @_from) . [(kwd_lit (kwd_symbol) @module) (sym_lit) @module (str_lit) @module] [(kwd_lit (kwd_symbol) @module) (sym_lit) @module (str_lit) @module])) @import
  (#match? @_form "^(?i:defpackage|define-package)$")
  (#match? @_from "^(?i:import-from|shadowing-import-from)$")
  (#set! join ":")
  (#set! style "opens"))

; ASDF: (:file "a"), (:module "sub" :pathname "dir" :components ((:file "a")))
((list_lit . (kwd_lit (kwd_symbol) @_file) . (str_lit) @module) @import
  (#match? @_file "^(?i:file)$")
  (#set! join "/")
  (#set! style "component"))
((list_lit . (kwd_lit (kwd_symbol) @_module) . (str_lit) @module (kwd_lit (kwd_symbol) @_components) . (list_lit (list_lit . (kwd_lit (kwd_symbol) @_file) . (str_lit) @module))) @import
  (#match? @_file "^(?i:file)$")
  (#match? @_module "^(?i:module)$")
  (#match? @_components "^(?i:components)$")
  (#set! join "/")
  (#set! style "component"))
((list_lit . (kwd_lit (kwd_symbol) @_module) . [(str_lit) (kwd_lit) (sym_lit)] (kwd_lit (kwd_symbol) @_pathname) . (str_lit) @module (kwd_lit (kwd_symbol) @_components) . (list_lit (list_lit . (kwd_lit (kwd_symbol) @_file) . (str_lit) @module))) @import
  (#match? @_file "^(?i:file)$")
  (#match? @_module "^(?i:module)$")
  (#match? @_pathname "^(?i:pathname)$")
  (#match? @_components "^(?i:components)$")
  (#set! join "/")
  (#set! style "component"))
((list_lit . (kwd_lit (kwd_symbol) @_outer) . (str_lit) @module (kwd_lit (kwd_symbol) @_components2) . (list_lit (list_lit . (kwd_lit (kwd_symbol) @_module) . (str_lit) @module (kwd_lit (kwd_symbol) @_components) . (list_lit (list_lit . (kwd_lit (kwd_symbol) @_file) . (str_lit) @module))))) @import
  (#match? @_file "^(?i:file)$")
  (#match? @_module "^(?i:module)$")
  (#match? @_outer "^(?i:module)$")
  (#match? @_components "^(?i:components)$")
  (#match? @_components2 "^(?i:components)$")
  (#set! join "/")
  (#set! style "component"))
((list_lit . [(sym_lit) @_def (package_lit symbol: (sym_lit) @_def)] (kwd_lit (kwd_symbol) @_pathname) . (str_lit) @module (kwd_lit (kwd_symbol) @_components) . (list_lit (list_lit . (kwd_lit (kwd_symbol) @_file) . (str_lit) @module))) @import
  (#match? @_file "^(?i:file)$")
  (#match? @_pathname "^(?i:pathname)$")
  (#match? @_components "^(?i:components)$")
  (#match? @_def "^(?i:defsystem)$")
  (#set! join "/")
  (#set! style "component"))
((list_lit . (sym_lit) @_form . (str_lit) @module) @import
  (#match? @_form "^(?i:load)$")
  (#set! style "file"))

(source (list_lit (defun (defun_header keyword: (defun_keyword) @_kind function_name: (sym_lit) @define)))
  (#match? @_kind "^(?i:defun|defmacro|defgeneric)$"))
(source (list_lit . [(sym_lit) @_form (package_lit symbol: (sym_lit) @_form)] . [(sym_lit) @define (list_lit . (sym_lit) @define)]
  (#match? @_form "^(?i:defvar|defparameter|defconstant|defclass|defstruct|deftype|defglobal|define-condition|define-compiler-macro|define-modify-macro|define-symbol-macro|define-constant|defvar-unbound)$")))
(source (list_lit . (sym_lit) @_form (list_lit (list_lit (kwd_lit (kwd_symbol) @_accessor) . (sym_lit) @define))
  (#match? @_form "^(?i:defclass|define-condition)$")
  (#match? @_accessor "^(?i:accessor|reader|writer)$")))

; names in the place of a function, of a variable with earmuffs, of a class
(list_lit . (sym_lit) @use)
(var_quoting_lit (sym_lit) @use)
(package_lit) @use
((sym_lit) @use (#match? @use "^[*+].+[*+]$"))
(list_lit . (sym_lit) @_form . (quoting_lit (sym_lit) @use)
  (#match? @_form "^(?i:make-instance|make-condition|error|signal|warn|cerror|funcall|apply|mapcar|mapc|mapcan|reduce|find-class|change-class)$"))
(list_lit . (sym_lit) @_form . (sym_lit) . (list_lit (sym_lit) @use)
  (#match? @_form "^(?i:defclass|define-condition)$"))
(list_lit . (sym_lit) @_form . (list_lit (list_lit . (kwd_lit (kwd_symbol) @_include) . (sym_lit) @use))
  (#match? @_form "^(?i:defstruct)$")
  (#match? @_include "^(?i:include)$"))
(list_lit . (sym_lit) @_form . (_) . (sym_lit) @use (#match? @_form "^(?i:check-type)$"))
(list_lit . (sym_lit) @_form (quoting_lit (sym_lit) @use) . (#match? @_form "^(?i:typep|subtypep)$"))
(defun_header lambda_list: (list_lit (list_lit . (sym_lit) . (sym_lit) @use .)))

; first of a list, but no function: bindings, parameters, slots
(list_lit . (sym_lit) @_form . (list_lit (list_lit . (sym_lit) @aside))
  (#match? @_form "^(?i:let\\*?|do\\*?|prog\\*?|with-slots|with-accessors|symbol-macrolet|when-let\\*?|if-let|dolist|dotimes)$"))
(list_lit . (sym_lit) @_form . (list_lit . (sym_lit) @aside)
  (#match? @_form "^(?i:dolist|dotimes|multiple-value-bind|destructuring-bind|lambda|when-let|if-let|with-open-file|with-slots|with-accessors)$"))
(defun_header lambda_list: (list_lit . (sym_lit) @aside))
(defun_header lambda_list: (list_lit (list_lit . (sym_lit) @aside)))
(list_lit . (sym_lit) @_form . (sym_lit) . (list_lit) . (list_lit (list_lit . (sym_lit) @aside))
  (#match? @_form "^(?i:defclass|define-condition)$"))
(list_lit . (sym_lit) @_form . (list_lit (list_lit . (sym_lit) @local))
  (#match? @_form "^(?i:flet|labels|macrolet)$"))
