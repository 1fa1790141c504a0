-module(ping).
hit(N) -> pong:hit(N - 1).
