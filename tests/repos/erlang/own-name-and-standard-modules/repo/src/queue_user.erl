-module(queue_user).
run() -> queue:new(), queue_user:run(), ?MODULE:run(), maps:get(a, #{}), M = dynamic, M:call().
