; import a.b, c.d as e
(module (import_statement name: [(dotted_name) @module (aliased_import name: (dotted_name) @module)]) @import)

((_ (block (import_statement
    name: [(dotted_name) @module (aliased_import name: (dotted_name) @module)]) @import)) @_outer
  (#not-match? @_outer "^(el)?if\\s+\\(?([A-Za-z_]\\w*\\.)?TYPE_CHECKING\\b"))

; from .a import b, c as d
(module (import_from_statement
    module_name: (_) @module
    name: [(dotted_name) @name (aliased_import name: (dotted_name) @name)]) @import)

((_ (block (import_from_statement
    module_name: (_) @module
    name: [(dotted_name) @name (aliased_import name: (dotted_name) @name)]) @import)) @_outer
  (#not-match? @_outer "^(el)?if\\s+\\(?([A-Za-z_]\\w*\\.)?TYPE_CHECKING\\b"))

; from a import *
(module (import_from_statement module_name: (_) @module (wildcard_import) @wildcard) @import)

((_ (block (import_from_statement module_name: (_) @module (wildcard_import) @wildcard) @import)) @_outer
  (#not-match? @_outer "^(el)?if\\s+\\(?([A-Za-z_]\\w*\\.)?TYPE_CHECKING\\b"))

; if TYPE_CHECKING: what only a type checker imports
((if_statement condition: [(identifier) (attribute)] @_guard consequence: (block (import_statement
    name: [(dotted_name) @module (aliased_import name: (dotted_name) @module)]) @import))
  (#match? @_guard "^(.*\\.)?TYPE_CHECKING$")
  (#set! kind "type-only"))

((if_statement condition: [(identifier) (attribute)] @_guard consequence: (block (import_from_statement
    module_name: (_) @module
    name: [(dotted_name) @name (aliased_import name: (dotted_name) @name)]) @import))
  (#match? @_guard "^(.*\\.)?TYPE_CHECKING$")
  (#set! kind "type-only"))

((if_statement condition: [(identifier) (attribute)] @_guard consequence: (block (import_from_statement
    module_name: (_) @module (wildcard_import) @wildcard) @import))
  (#match? @_guard "^(.*\\.)?TYPE_CHECKING$")
  (#set! kind "type-only"))

; importlib.import_module("a.b")
((call function: [(identifier) @_call (attribute attribute: (identifier) @_call)]
    arguments: (argument_list . (string) @module)) @import
  (#any-of? @_call "import_module" "__import__"))

; names the module itself defines: they come before a submodule of the same name
(module (function_definition name: (identifier) @define))
(module (class_definition name: (identifier) @define))
(module (decorated_definition definition: (_ name: (identifier) @define)))
(module (assignment left: (identifier) @define))
(module (import_from_statement module_name: (relative_import (dotted_name))
    name: [(dotted_name) @define (aliased_import alias: (identifier) @define)]))
