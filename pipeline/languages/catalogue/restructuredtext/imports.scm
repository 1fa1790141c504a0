; .. include:: a.rst, .. literalinclude:: ../a.py
((directive name: (type) @_name body: (body (arguments) @module)) @import
  (#any-of? @_name "include" "literalinclude" "verbatiminclude" "highlightinclude")
  (#not-match? @module "^<"))

; .. toctree:: with its entries, also `Title <entry>`
((directive name: (type) @_name body: (body (content) @module))
  (#eq? @_name "toctree")
  (#set! each "(?m)^[ \\t]*+(?:[^<>\\n]*+<([^<>\\n]++)>|([^\\s:*<>][^\\n<>*]*+))[ \\t]*+$")
  (#set! kind "docs"))

; :doc:`a`, :doc:`title <a>`, :download:`a.py`
((interpreted_text (role) @_role) @module
  (#match? @_role "^:(std:)?(doc|download):$")
  (#set! each "`(?:[^`<>]*<([^`<>]+)>|([^`<>]+))`")
  (#set! kind "docs"))

; .. csv-table:: with :file: a.csv
((directive name: (type) @_name body: (body (options (field (field_name) @_field (field_body) @module)))) @import
  (#any-of? @_name "csv-table" "raw")
  (#eq? @_field "file"))

; the same within notes, tabs and other directives that hold text
((directive name: (type) @_name body: (body (content) @module))
  (#not-match? @_name "^(code|code-block|sourcecode|parsed-literal|raw|math|literal|prompt|graphviz|toctree|.*table)$")
  (#set! each "(?m)^[ \\t]*+\\.\\.[ \\t]+(?:include|literalinclude)::[ \\t]+([^\\s<]\\S*)"))
((directive name: (type) @_name body: (body [(arguments) (content)] @module))
  (#not-match? @_name "^(code|code-block|sourcecode|parsed-literal|raw|math|literal|prompt|graphviz|toctree|.*table)$")
  (#set! each ":(?:doc|download):`(?:[^`<>]*<([^`<>]+)>|([^`<>]+))`")
  (#set! kind "docs"))
