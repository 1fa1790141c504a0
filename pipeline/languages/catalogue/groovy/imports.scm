; The grammar knows commands and blocks only: a declaration is a command whose words begin with its keyword.
((source_file (command . (unit . (identifier) @_word .) . (unit) @package)) (#eq? @_word "package"))
((command . (unit . (identifier) @_word .) . (unit) @module) @import (#eq? @_word "import") (#not-eq? @module "static"))
((command . (unit . (identifier) @_word .) . (unit . (identifier) @_static .) . (unit) @module) @import
  (#eq? @_word "import") (#eq? @_static "static"))

; import a.*, import static a.B.*: a star is an error to the grammar
((source_file) @module (#set! each "(?m)^[ \t]*import[ \t]+((?:static[ \t]+)?\\w[\\w.]*\\.\\*)"))
[(line_comment) (block_comment)] @ignored
((string) @ignored (#match? @ignored "\\n"))

; Gradle: apply from: "a.gradle"
((command . (unit . (identifier) @_word .) . (unit . (identifier) @_from .) . (arg_spliter) . (string) @module .) @import
  (#eq? @_word "apply") (#eq? @_from "from") (#set! style "path")
  (#set! each "^['\"](?:\\$\\{?[\\w.]+\\}?/)?(.*)['\"]$"))

((source_file (command (unit . (identifier) @_word .) . (unit . (identifier) @define .)))
  (#any-of? @_word "class" "interface" "trait" "enum"))
((source_file (command (unit . (identifier) @_word .) . (block . (unit . (identifier) @define .))))
  (#any-of? @_word "class" "interface" "trait" "enum"))
((block (command (unit . (identifier) @_word .) . [(unit . (identifier) @local .) (block . (unit . (identifier) @local .))]))
  (#any-of? @_word "class" "interface" "trait" "enum"))

(unit . (identifier) @use (#match? @use "^[A-Z]"))
(unit . (func . (identifier) @use (#match? @use "^[A-Z]")))
(decorate . (identifier) @use)
