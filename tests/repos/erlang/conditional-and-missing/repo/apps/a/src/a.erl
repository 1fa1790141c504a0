-module(a).
-include("defs.hrl").
-ifdef(DEBUG).
-include("a_debug.hrl").
-else.
-include("a_quiet.hrl").
-endif.
run() -> ?TWICE(1), lists:sort([]), gone:run().
