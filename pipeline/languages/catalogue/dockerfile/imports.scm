; COPY entry.sh /usr/bin/: a file of the build context that is a program; the last word is where it goes
(([(copy_instruction) (add_instruction)] @module)
  (#not-match? @module "--from=")
  (#set! each "(?<=[\\s\\[\"',])((?:\\.{1,2}/)*[\\w@-][\\w@./-]*\\.(?:sh|bash|py|rb|pl|js|ts|lua|php|awk|ps1|sql|mk))(?=[\\s\"',\\\\]{1,300}[^\\s\\]\"',\\\\])"))

; RUN ./setup.sh, ENTRYPOINT ["tools/entry.sh"], CMD python app.py
(([(run_instruction) (entrypoint_instruction) (cmd_instruction)] @module)
  (#set! each "(?:[\\s\\[\"';&|]|^)(\\./[\\w@./-]+\\.(?:sh|bash|py|rb|pl|js|ts|lua|php)|[\\w@-]+/[\\w@./-]+\\.(?:sh|bash|py|rb|pl|js|ts|lua|php))(?=[\\s\"',;&|\\])]|$)")
  (#set! style "run"))
(([(run_instruction) (entrypoint_instruction) (cmd_instruction)] @module)
  (#set! each "\\b(?:sh|bash|python[\\d.]*|node|ruby|perl|php)[\"']?,?\\s+[\"']?([\\w@-]+\\.(?:sh|bash|py|rb|pl|js|ts|lua|php))(?=[\\s\"',;&|\\])]|$)")
  (#set! style "run"))
