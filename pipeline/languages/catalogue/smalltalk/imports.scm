(class_definition (ston_map (ston_pair (ston_key) @_key (ston_value (_) @define))) (#eq? @_key "#name"))
(trait_definition (ston_map (ston_pair (ston_key) @_key (ston_value (_) @define))) (#eq? @_key "#name"))
((extension_definition (ston_map (ston_pair (ston_key) @_key (ston_value (_) @module)))) @import (#eq? @_key "#name"))
((ston_map (ston_pair (ston_key) @_key (ston_value (_) @module))) @import
  (#any-of? @_key "#superclass" "#traits" "#classTraits" "#pools")
  (#set! each "[A-Z]\\w*"))
((identifier) @use (#match? @use "^[A-Z]"))
