; The grammar knows commands and blocks only: a declaration is a command whose words begin with its keyword.
((source_file (command . (unit . (identifier) @_word .) . (unit) @package)) (#eq? @_word "package"))
((command . (unit . (identifier) @_word .) . (unit) @module) @import (#eq? @_word "import") (#not-eq? @module "static"))
((command . (unit . (identifier) @_word .) . (unit . (identifier) @_static .) . (unit) @module) @import
  (#eq? @_word "import") (#eq? @_static "static"))

((source_file (command (unit . (identifier) @_word .) . (unit . (identifier) @define .)))
  (#any-of? @_word "class" "interface" "trait" "enum"))
((source_file (command (unit . (identifier) @_word .) . (block . (unit . (identifier) @define .))))
  (#any-of? @_word "class" "interface" "trait" "enum"))
((block (command (unit . (identifier) @_word .) . [(unit . (identifier) @local .) (block . (unit . (identifier) @local .))]))
  (#any-of? @_word "class" "interface" "trait" "enum"))

(unit . (identifier) @use (#match? @use "^[A-Z]"))
(unit . (func . (identifier) @use (#match? @use "^[A-Z]")))
(decorate . (identifier) @use)
