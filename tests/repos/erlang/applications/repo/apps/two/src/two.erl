-module(two).
-include("two.hrl").
run() -> util:log(), two_parser:parse("").
