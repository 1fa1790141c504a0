-module(shop_server).
-behaviour(gen_server).
-behaviour(shop_worker).
-include("shop.hrl").
-include_lib("shop/include/api.hrl").
-include_lib("kernel/include/file.hrl").
-import(shop_list, [twice/1]).
-compile({parse_transform, shop_trace}).
-export([init/1]).

%% shop_comment:run()
-spec init(shop_types:item()) -> ok.
init(X) ->
    lists:map(fun shop_price:of_item/1, X),
    spawn(shop_loop, run, [X]),
    shop_db:put(X),
    "shop_comment:run()",
    shop_comment,
    fun() -> ?MODULE:init(X) end.
