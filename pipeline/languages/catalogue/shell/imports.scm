; source ./a.sh, . "$DIR/a.sh", source "$(dirname "$0")/a.sh"; not what lies with the user
((command name: (command_name) @_call . argument: [(word) (string) (raw_string) (concatenation)] @module) @import
  (#any-of? @_call "source" ".")
  (#not-match? @module "^[\"']?(~|/|\\$\\{?(HOME|XDG_[A-Z_]+|TMPDIR)\\b)"))

; load ../helper, as bats has it
((command name: (command_name) @_call . argument: [(word) (string) (raw_string) (concatenation)] @module .) @import
  (#eq? @_call "load")
  (#set! style "load"))
