; import {a, b as c} from "./x"; import d from "./x"; import * as e from "./x"
((import_statement (import_clause (named_imports (import_specifier name: (identifier) @name)))
    source: (string) @module) @import)
((import_statement (import_clause [(identifier) @name (namespace_import (identifier) @name)])
    source: (string) @module) @import (#set! style "members"))

; export {a, b as c} from "./x"; export * from "./x"
((export_statement (export_clause (export_specifier name: (identifier) @name)) source: (string) @module) @import
  (#set! style "pub"))
((export_statement "*" @wildcard source: (string) @module) @import (#set! style "pub"))

; a = require("./x"); {a, b: c} = require("./x"); a = require("./x").b; the same with await import("./x")
([(variable_declarator name: (identifier) @name value: [
     (call_expression function: [(identifier) (import)] @_call arguments: (arguments . (string) @module)) @import
     (await_expression (call_expression function: (import) @_call arguments: (arguments . (string) @module)) @import)])
  (assignment_expression left: (identifier) @name right:
     (call_expression function: (identifier) @_call arguments: (arguments . (string) @module)) @import)]
  (#any-of? @_call "require" "import")
  (#set! style "members"))
((variable_declarator
    name: (object_pattern [
      (shorthand_property_identifier_pattern) @name
      (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)
      (pair_pattern key: (property_identifier) @name)])
    value: [
      (call_expression function: (identifier) @_call arguments: (arguments . (string) @module)) @import
      (await_expression (call_expression function: (import) @_call arguments: (arguments . (string) @module)) @import)])
  (#any-of? @_call "require" "import"))
((member_expression
    object: (call_expression function: (identifier) @_call arguments: (arguments . (string) @module)) @import
    property: (property_identifier) @name)
  (#eq? @_call "require"))

; module.exports = require("./x")
((assignment_expression left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
    right: (call_expression function: (identifier) @_call arguments: (arguments . (string) @module @wildcard)) @import)
  (#eq? @_module "module")
  (#eq? @_exports "exports")
  (#eq? @_call "require")
  (#set! style "pub"))

; what a file declares, exported or not
(program [
  (function_declaration name: (_) @define)
  (generator_function_declaration name: (_) @define)
  (class_declaration name: (_) @define)
  (lexical_declaration (variable_declarator name: (identifier) @define))
  (variable_declaration (variable_declarator name: (identifier) @define))])
(export_statement declaration: [
  (function_declaration name: (_) @define)
  (generator_function_declaration name: (_) @define)
  (class_declaration name: (_) @define)
  (lexical_declaration (variable_declarator name: (identifier) @define))
  (variable_declaration (variable_declarator name: (identifier) @define))])
(export_statement !source (export_clause (export_specifier alias: (identifier) @define)))

; exports.a = 1; module.exports.a = 1; module.exports = {a, b: 1, c() {}}
((assignment_expression left: (member_expression
    object: [(identifier) @_exports (member_expression object: (identifier) @_module property: (property_identifier) @_exports)]
    property: (property_identifier) @define))
  (#eq? @_exports "exports"))
((assignment_expression
    left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
    right: (object [
      (shorthand_property_identifier) @define
      (pair key: (property_identifier) @define)
      (method_definition name: (property_identifier) @define)]))
  (#eq? @_module "module")
  (#eq? @_exports "exports"))
