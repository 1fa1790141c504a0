-module(one).
-include_lib("two/include/two.hrl").
run() -> two:run(), util:log().
