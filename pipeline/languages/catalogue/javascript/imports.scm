; import a, {b} from "./x"; import "./x"; export * from "./x"; export {a} from "./x"
(([(import_statement source: (string) @module) (export_statement source: (string) @module)] @import)
  (#not-match? @import "^(import|export)\\s+type(of)?\\s*([{*]|[\\w$]+\\s*(from\\b|=))"))

; Flow: import type {A} from "./x"; import typeof A from "./x"; export type {A} from "./x"
(([(import_statement source: (string) @module) (export_statement source: (string) @module)] @import)
  (#match? @import "^(import|export)\\s+type(of)?\\s*([{*]|[\\w$]+\\s*(from\\b|=))")
  (#set! kind "type-only"))

; require("./x"), require(`./x`), require.resolve("./x"), import("./x"), import.meta.resolve("./x")
((call_expression function: (identifier) @_call
    arguments: (arguments . [(string) @module (template_string . (string_fragment) @module .)])) @import
  (#any-of? @_call "require" "proxyquire" "rewire"))
((call_expression function: (member_expression object: (identifier) @_call) arguments: (arguments . (string) @module)) @import
  (#eq? @_call "require"))
(call_expression function: [(import) (member_expression object: (meta_property))]
    arguments: (arguments . [(string) @module (template_string . (string_fragment) @module .)])) @import
(call_expression function: (import) arguments: (arguments . (comment) . (string) @module)) @import

; require(path.join(__dirname, "x")), require(path.resolve(__dirname, "..", "x")), require(__dirname + "/x")
([(call_expression function: (_) @_call arguments: (arguments . (call_expression
     function: (member_expression property: (property_identifier) @_join)
     arguments: (arguments . (identifier) @_home . (string) @module . (string)? @module .))))
  (new_expression constructor: (_) @_call arguments: (arguments . (call_expression
     function: (member_expression property: (property_identifier) @_join)
     arguments: (arguments . (identifier) @_home . (string) @module . (string)? @module .))))] @import
  (#match? @_call "^(.*\\.)?(require|fork|Worker)$")
  (#any-of? @_join "join" "resolve")
  (#eq? @_home "__dirname")
  (#set! join "/")
  (#set! as "./*"))
((call_expression function: (identifier) @_call
    arguments: (arguments . (binary_expression left: (identifier) @_home right: (string) @module))) @import
  (#eq? @_call "require")
  (#eq? @_home "__dirname")
  (#set! as "./*"))

; jest.mock("./x"), vi.importActual("./x")
((call_expression function: (member_expression object: (identifier) @_tool property: (property_identifier) @_call)
    arguments: (arguments . (string) @module)) @import
  (#any-of? @_tool "jest" "vi")
  (#match? @_call "^(mock|unmock|doMock|doUnmock|dontMock|setMock|requireActual|requireMock|importActual|importMock|createMockFromModule)$"))

; define(["./x"], function (x) {}), require(["./x"], function (x) {})
((call_expression function: (identifier) @_call arguments: (arguments (array (string) @module))) @import
  (#any-of? @_call "define" "require" "requirejs")
  (#set! style "amd"))

; new Worker(new URL("./x.js", import.meta.url))
((new_expression constructor: (identifier) @_type
    arguments: (arguments . (string) @module . (member_expression object: (meta_property)))) @import
  (#eq? @_type "URL"))

; new Worker("x.js"), importScripts("x.js", "y.js")
((new_expression constructor: (identifier) @_type arguments: (arguments . (string) @module)) @import
  (#any-of? @_type "Worker" "SharedWorker")
  (#set! style "url"))
((call_expression function: (identifier) @_call arguments: (arguments (string) @module)) @import
  (#eq? @_call "importScripts")
  (#set! style "url"))

; navigator.serviceWorker.register("x.js"), audioContext.audioWorklet.addModule("x.js")
((call_expression function: (member_expression
      object: [(identifier) @_of (member_expression property: (property_identifier) @_of)]
      property: (property_identifier) @_call)
    arguments: (arguments . (string) @module)) @import
  (#match? @_of "(serviceWorker|[wW]orklet)$")
  (#any-of? @_call "register" "addModule")
  (#set! style "url"))
