-module(two_SUITE).
-include("../include/two.hrl").
-include("absent.hrl").
all() -> two:run().
