-module(pong).
hit(0) -> done;
hit(N) -> ping:hit(N).
