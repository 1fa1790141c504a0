; @import "a.css"; @import url("a.css"); @import url(a.css)
((import_statement [
    (string_value) @module
    (call_expression (function_name) (arguments . [(string_value) (plain_value)] @module))]) @import
  (#not-match? @module "^[\"']?([A-Za-z][A-Za-z0-9+.-]*:|//)"))
