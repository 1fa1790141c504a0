let dump = Pretty.print
