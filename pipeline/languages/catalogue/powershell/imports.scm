; . ./a.ps1, & "$PSScriptRoot\a.ps1", . (Join-Path $PSScriptRoot 'a.ps1'), ./a.ps1; not what a variable names
((command (command_invokation_operator) command_name: (command_name_expr) @module)
  (#set! each "(?:^|[\\s\"'(,])(?:\\$\\{?[\\w:]+\\}?[\\\\/]|\\$\\((?:[^()]|\\([^()]{0,200}\\)){0,200}\\)[\\\\/])?((?:[\\w.-]+[\\\\/]+)*[\\w.-]+\\.[pP][sS][mMdD]?1)(?![\\w.])"))
((command command_name: (command_name) @module) @import
  (#match? @module "^\\.{1,2}[\\\\/].*\\.[pP][sS]1$"))

; Import-Module "$PSScriptRoot/a.psm1" -Force
((command command_name: (command_name) @_call command_elements: (command_elements) @module)
  (#match? @_call "^(?i:Import-Module|ipmo)$")
  (#set! each "(?:^|[\\s\"'(,])(?:\\$\\{?[\\w:]+\\}?[\\\\/]|\\$\\((?:[^()]|\\([^()]{0,200}\\)){0,200}\\)[\\\\/])?((?:[\\w.-]+[\\\\/]+)*[\\w.-]+\\.[pP][sS][mMdD]?1)(?![\\w.])"))

; Import-Module ./a, Import-Module A, using module A
((command command_name: (command_name) @_call command_elements: (command_elements . (command_argument_sep) .
    [(generic_token) (array_literal_expression (unary_expression (string_literal)))] @module)) @import
  (#match? @_call "^(?i:Import-Module|ipmo)$")
  (#match? @module "^['\"]?[\\w./\\\\-]+['\"]?$")
  (#set! style "module"))
((command command_name: (command_name) @_call command_elements: (command_elements
    (command_parameter) @_name . (command_argument_sep) .
    [(generic_token) (array_literal_expression (unary_expression (string_literal)))] @module)) @import
  (#match? @_call "^(?i:Import-Module|ipmo)$")
  (#match? @_name "^(?i:-Name)$")
  (#match? @module "^['\"]?[\\w./\\\\-]+['\"]?$")
  (#set! style "module"))
((command command_name: (command_name) @_call command_elements: (command_elements . (command_argument_sep) .
    (generic_token) @_what . (command_argument_sep) . (_) @module)) @import
  (#match? @_call "^(?i:using)$")
  (#match? @_what "^(?i:module)$")
  (#set! style "module"))

; what a manifest (.psd1) loads: RootModule = 'a.psm1', NestedModules = @('b.psm1', 'c.ps1')
((hash_entry (key_expression) @_key (pipeline) @module)
  (#match? @_key "^['\"]?(?i:RootModule|ModuleToProcess|NestedModules|ScriptsToProcess)['\"]?$")
  (#set! each "['\"]([^'\"]+)['\"]")
  (#set! style "loaded"))

; $a = Join-Path $PSScriptRoot 'a.psm1', if Import-Module $a or . $a follows
((program) @module
  (#set! each "\\$((?:[a-z]+:)?\\w+)[ \\t]*=[^\\n]{0,300}?[\\s\"'(,](?:\\$\\{?[\\w:]+\\}?[\\\\/])?((?:[\\w.-]+[\\\\/]+)*[\\w.-]+\\.[pP][sS][mMdD]?1)(?=['\")\\s][\\s\\S]{0,2000}?(?:(?i:Import-Module|ipmo)(?:[ \\t]+-Name)?|[.&])[ \\t]+[\"']?\\$\\1(?![\\w:]))"))
