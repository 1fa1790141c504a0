; \input{a}, \include{a}, \subfile{a}
((latex_include path: (curly_group_path (path) @module)) @import)

; \input a, as plain TeX has it
([(source_file) (ERROR)] @module
  (#set! each "(?m)^[^%\\n\\\\]*\\\\input[ \\t]+([\\w./-]+)"))

; \import{a/}{b}, \subimport{a/}{b}
((import_include directory: (curly_group_path (path) @module) file: (curly_group_path (path) @module)) @import
  (#set! join "/"))

; \documentclass{a}, \usepackage{a, b}, \RequirePackage{a}
((class_include path: (curly_group_path (path) @module)) @import
  (#set! as "*.cls")
  (#set! style "package"))
((package_include paths: (curly_group_path_list (path) @module)) @import
  (#set! as "*.sty")
  (#set! style "package"))

; \LoadClass{a}, \InputIfFileExists{a}, \usetheme{a}, \usetikzlibrary{a, b}
((generic_command command: (command_name) @_call . arg: (curly_group (text) @module)) @import
  (#match? @_call "^\\\\LoadClass(WithOptions)?$")
  (#set! as "*.cls")
  (#set! style "package"))
((generic_command command: (command_name) @_call . arg: (curly_group (text) @module)) @import
  (#eq? @_call "\\RequirePackageWithOptions")
  (#set! as "*.sty")
  (#set! style "package"))
((generic_command command: (command_name) @_call . arg: (curly_group (text) @module)) @import
  (#eq? @_call "\\InputIfFileExists"))
((generic_command command: (command_name) @_call . arg: (curly_group (text) @module)) @import
  (#eq? @_call "\\usetheme")
  (#set! as "beamertheme*.sty")
  (#set! style "package"))
((tikz_library_import paths: (curly_group_path_list (path) @module)) @import
  (#set! as "tikzlibrary*.code.tex")
  (#set! style "package"))

; \lstinputlisting[language=C]{a.c}, \inputminted{c}{a.c}, \VerbatimInput{a.c}
([(source_file) (ERROR)] @module
  (#set! each "(?m)^[^%\\n]*?\\\\(?:lstinputlisting|(?:input|includepygments|Verbatim)(?:minted|Input)|verbatiminput)\\*?[ \\t]*(?:\\[[^\\]]{0,500}\\])?(?:\\{[\\w+#-]{1,40}\\}(?=\\{))?\\{([^{}%\\s]{1,300})\\}")
  (#set! style "listing"))
