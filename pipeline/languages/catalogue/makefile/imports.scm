; include a.mk, -include $(TOPDIR)/b.mk: the first name is read from the text, because the grammar loses its way after
; conditionals and after variables in names (obj-$(A) += b/)
([(makefile) (ERROR)] @module
  (#set! each "(?m)^[ ]*[-s]?include[ \\t]+([^\\s#$][^\\s#]*)"))
([(makefile) (ERROR)] @module
  (#set! each "(?m)^[ ]*[-s]?include[ \\t]+(\\$[^\\s#]+)")
  (#set! style "variable"))
([(makefile) (ERROR)] @module
  (#set! each "(?m)^[ ]*[-s]?include[ \\t]+\\$[({](?:dir|abspath|realpath)\\b[^\\n]{0,200}[)}]/?([\\w.-][\\w./-]*)"))
(include_directive filenames: (list (_) . (word) @module))
((include_directive filenames: (list (_) . (concatenation) @module))
  (#set! style "variable"))

; $(MAKE) -C lib, make --directory=lib, cd lib && $(MAKE)
((recipe_line (shell_text) @module)
  (#set! each "(?:\\$[({]MAKE[)}]|\\b(?:g|b)?make)[ \\t]+(?:[\\w=./$()-]+[ \\t]+){0,6}?(?:-C[ \\t]*|--directory[= \\t])([\\w$(){}./@-]+)(?![^;&|\\n]{0,300}[ \\t]-f)")
  (#set! as "*/")
  (#set! style "directory"))
((recipe_line (shell_text) @module)
  (#set! each "\\bcd[ \\t]+([\\w$(){}./@-]+)[ \\t]*(?:&&|;)[ \\t]*\\\\?\\s*(?:\\$[({]MAKE[)}]|make\\b)(?![^;&|\\n]{0,300}[ \\t]-[fC])")
  (#set! as "*/")
  (#set! style "directory"))

; $(MAKE) -f other.mk
((recipe_line (shell_text) @module)
  (#set! each "(?:\\$[({]MAKE[)}]|\\b(?:g|b)?make)[ \\t]+(?:[\\w=./$()-]+[ \\t]+){0,6}?-f[ \\t]*([\\w$(){}./@-]+)")
  (#set! style "variable"))

; SUBDIRS = lib src, and of kernels obj-y += lib/ src/
((variable_assignment name: (word) @_name value: (text) @module)
  (#match? @_name "^(DIST_)?SUBDIRS$")
  (#set! each "(?<![\\w$(){}./@=-])([\\w./-]++)(?![$(){}@=])")
  (#set! as "*/")
  (#set! style "directory"))
([(makefile) (ERROR)] @module
  (#set! each "(?m)^(?:obj|subdir|libs?|core|drivers|net|init|virt|head)-[^\\s=]+[ \\t]*[+:]?=[ \\t]*(?:[^\\s#]+[ \\t]+)*?([\\w./-]+/)(?=\\s)")
  (#set! style "directory"))
