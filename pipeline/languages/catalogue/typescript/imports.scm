; import a, {b} from "./x"; import "./x"; import x = require("./x"); export * from "./x"; export {a} from "./x"
(([(import_statement source: (string) @module)
   (import_statement (import_require_clause source: (string) @module))
   (export_statement source: (string) @module)] @import)
  (#not-match? @import "^(import|export)\\s+type\\s*([{*]|[\\w$]+\\s*(from\\b|=))"))

; import type {A} from "./x"; import type X = require("./x"); export type {A} from "./x"
(([(import_statement "type" source: (string) @module)
   (import_statement "type" (import_require_clause source: (string) @module))
   (export_statement "type" source: (string) @module)] @import)
  (#match? @import "^(import|export)\\s+type\\s*([{*]|[\\w$]+\\s*(from\\b|=))")
  (#set! kind "type-only"))

; require("./x"), import("./x"), and the type import("./x").T
((call_expression function: (identifier) @_call arguments: (arguments . (string) @module)) @import
  (#eq? @_call "require"))
((call_expression function: (member_expression object: (identifier) @_call) arguments: (arguments . (string) @module)) @import
  (#eq? @_call "require"))
(call_expression function: (import) arguments: (arguments . (string) @module)) @import

; new Worker(new URL("./x.js", import.meta.url))
((new_expression constructor: (identifier) @_type
    arguments: (arguments . (string) @module . (member_expression object: (meta_property)))) @import
  (#eq? @_type "URL"))
