-module(shop_loop).
run(X) -> gen_server:start_link(shop_server, X, []).
