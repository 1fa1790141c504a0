-module(shop_sup).
init([]) ->
    {ok, {{one_for_one, 1, 1}, [{a, {shop_server, start_link, []}, permanent, 5, worker, []}]}}.
