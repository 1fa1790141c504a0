; source ./a.sh, . "$DIR/a.sh"
((command name: (command_name) @_call . argument: [(word) (string) (raw_string) (concatenation)] @module) @import
  (#any-of? @_call "source" "."))
