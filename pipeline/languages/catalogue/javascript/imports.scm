; import a, {b} from "./x"; import "./x"
(import_statement source: (string) @module) @import

; export * from "./x"; export {a} from "./x"
(export_statement source: (string) @module) @import

; require("./x"), require.resolve("./x"), import("./x")
((call_expression function: (identifier) @_call arguments: (arguments . (string) @module)) @import
  (#eq? @_call "require"))
((call_expression function: (member_expression object: (identifier) @_call) arguments: (arguments . (string) @module)) @import
  (#eq? @_call "require"))
(call_expression function: (import) arguments: (arguments . (string) @module)) @import

; define(["./x"], function (x) {})
((call_expression function: (identifier) @_call arguments: (arguments (array (string) @module))) @import
  (#any-of? @_call "define" "requirejs"))

; new Worker(new URL("./x.js", import.meta.url))
((new_expression constructor: (identifier) @_type
    arguments: (arguments . (string) @module . (member_expression object: (meta_property)))) @import
  (#eq? @_type "URL"))
