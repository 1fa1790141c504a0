-module(b).
-include_lib("b/include/defs.hrl").
-include_lib("stdlib/include/ms_transform.hrl").
run() -> a:run(), (b):run().
