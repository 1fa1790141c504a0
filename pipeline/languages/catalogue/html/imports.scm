; <script src="a.js">
((script_element (start_tag (attribute (attribute_name) @_key [
    (attribute_value) @module
    (quoted_attribute_value (attribute_value) @module)]))) @import
  (#match? @_key "(?i)^src$")
  (#not-match? @module "^([A-Za-z][A-Za-z0-9+.-]*:|//)|[{<]%|\\{\\{"))

; <link rel="stylesheet" href="a.css">, <link rel="modulepreload" href="a.js">
(([(start_tag (tag_name) @_tag (attribute (attribute_name) @_key [
      (attribute_value) @module
      (quoted_attribute_value (attribute_value) @module)]))
   (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_key [
      (attribute_value) @module
      (quoted_attribute_value (attribute_value) @module)]))] @import)
  (#match? @_tag "(?i)^link$")
  (#match? @_key "(?i)^href$")
  (#match? @module "(?i)\\.(css|scss|sass|less|m?js|tsx?|jsx)([?#].*)?$")
  (#not-match? @module "^([A-Za-z][A-Za-z0-9+.-]*:|//)|[{<]%|\\{\\{"))

; what templates write: {% static 'a.js' %}, {{ url_for('static', filename='a.js') }}, {{ base_url }}/a.js
((attribute (attribute_name) @_key (quoted_attribute_value) @module)
  (#match? @_key "(?i)^(src|href)$")
  (#match? @module "[{<]%|\\{\\{")
  (#set! each "(?:\\bstatic[ \\t]+|\\bfilename[ \\t]*=[ \\t]*|[}>]/?)[\"']?([\\w./-]+\\.(?:css|scss|less|m?js|tsx?))\\b")
  (#set! style "template"))

; {% extends "base.html" %}, {% include 'part.html' %}
((document) @module
  (#set! each "(?<!\\{#)(?<!\\{# )\\{%-?[ \\t]*(?:extends|include|import|from)[ \\t]+[\"']([^\"'\\n%]+)[\"']")
  (#set! style "template"))

; <script type="importmap">: {"imports": {"a": "./a.js"}}
((script_element (start_tag (attribute (_) (quoted_attribute_value (attribute_value) @_type))) (raw_text) @module)
  (#eq? @_type "importmap")
  (#set! each "\"[ \\t]*:[ \\t]*\"(\\.{0,2}/[^\"\\s]+\\.m?js)\""))

; <script type="module"> import {a} from "./a.js" </script>
((script_element (start_tag (attribute (_) (quoted_attribute_value (attribute_value) @_type))) (raw_text) @module)
  (#eq? @_type "module")
  (#set! each "(?m)^[ \\t]*(?:import|export)\\b(?:[ \\t]*[\\w$*{][^;\"'`()=]{0,1000}?\\bfrom)?[ \\t]*[\"']([^\"'\\n]+)[\"']")
  (#set! style "module"))
((script_element (start_tag (attribute (_) (quoted_attribute_value (attribute_value) @_type))) (raw_text) @module)
  (#eq? @_type "module")
  (#set! each "\\bimport[ \\t]*\\([ \\t]*[\"']([^\"'\\n]+)[\"'][ \\t]*\\)")
  (#set! style "module"))

; <style>@import "a.css"</style>
((style_element (raw_text) @module)
  (#set! each "(?m)^[ \\t]*@import[ \\t]+(?:url\\([ \\t]*)?[\"']?(?![a-z+]+:|//)([^\"'()\\s;]+)"))
