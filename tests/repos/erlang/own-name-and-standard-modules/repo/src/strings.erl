-module(strings).
doc() -> "dynamic:call()", 'dynamic:call', $d.
